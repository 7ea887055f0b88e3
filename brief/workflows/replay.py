"""replay: an earlier run -> the bytes it printed; or, with --verify, the same steps again over what it recorded.

A run record is a recording of `brief.writing.recording` (the model's requests and responses, read by the same
code) with one more member, `run`: the question, the evidence with its exact sentences, the options, the bytes.
"""

from __future__ import annotations

import difflib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from brief.addresses import without_password
from brief.errors import ConfigError
from brief.models import Answer, Briefing
from brief.verification import VERSION
from brief.workflows.ask import answer
from brief.workflows.asked import Asked, AskOptions
from brief.workflows.gathered import Gathered
from brief.workflows.record import from_plain, to_plain
from brief.workflows.storytelling import Writing
from brief.workflows.summarize import compose
from brief.writing import with_model
from brief.writing.abilities import Abilities
from brief.writing.recording import Recording, RecordingError, from_document
from brief.writing.recording import ReplayMiss as ReplayMiss

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.writing import Writer


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a result was printed. `width` is None where nothing was wrapped; `style` means ANSI colour."""

    format: str
    verbose: bool = False
    style: bool = False
    width: int | None = None


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What a writer was made with, but for the key: enough to make the same requests again."""

    name: str
    model: str | None = None
    base_url: str | None = None
    prompts: str | None = None
    max_cost: float | None = None
    timeout: float = 60.0
    """Seconds; the page may say that an endpoint did not answer within them."""
    judge: str | None = "none"
    """Which claims the model judges; None: by its size. Old records that lack it were made without a judge."""
    price: tuple[float, ...] | None = None
    """US dollars for a million tokens read and written, as they were then, and where there is one the tier of long
    prompts (see `Price`); empty: unknown; None: not recorded."""
    effort: str = "low"
    context: int | None = None
    """Tokens that the model reads at a time, where the endpoint said so."""
    abilities: Abilities | None = None
    """What was known of the endpoint when the run began."""
    sentences: int = 6
    """Without a model: how many are quoted at most. The default is what it was before it could be chosen."""
    judge_model: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command's run: what it was given and what it printed. One of `asked` and `gathered` is set."""

    id: str
    command: str
    started: str
    title: str
    writer: WriterOptions
    rendering: Rendering
    printed: str
    asked: Asked | None = None
    gathered: Gathered | None = None
    checker: int = 0
    """The version of the checks that it was made with (brief.verification.VERSION), set when it is saved; 0: before
    that was recorded."""
    texts: dict[str, str] = field(default_factory=dict)
    """Raw texts of the cited article versions, by version, where the page carried them (HTML)."""
    said: str = ""
    """The answer in words alone, for the questions that follow on it."""
    cites: tuple[str, ...] = ()
    """The article versions that it cites."""


MakeWriter = Callable[[WriterOptions, Recording], "Writer"]


def new_run_id(now: datetime) -> str:
    """A name for a run that sorts by time: `20191114-063000-1f3a`."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def versions_of(run: Run) -> tuple[str, ...]:
    """The article versions that the record may quote: `remove` purges it with any of them."""
    versions: list[str] = [*run.texts]
    if run.asked:
        found = (run.asked.evidence, run.asked.further)
        evidence = [one for each in found if each for one in each.sentences]
        versions += [s.sentence.version for one in evidence for s in one.carriers]
        versions += [version for turn in run.asked.turns for version in turn.versions]
    if run.gathered:
        versions += run.gathered.versions
    return tuple(dict.fromkeys(versions))


def cited_texts(library: Library, result: Answer | Briefing) -> dict[str, str]:
    """The raw text of each cited article version, by version: a self-contained page carries them."""
    cited = (*result.citations, *(result.nearest if isinstance(result, Answer) else ()))
    return {v: library.article(v).raw for v in dict.fromkeys(c.sentence.version for c in cited)}


def save(library: Library, run: Run, recording: Recording) -> None:
    """Keep the run in the library, as one file, without a password that the model's address may hold."""
    address = without_password(run.writer.base_url) if run.writer.base_url else None
    run = replace(run, writer=replace(run.writer, base_url=address), checker=VERSION)
    document = recording.document() | {"run": to_plain(run)}
    data = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    library.save_run(run.id, run.command, run.title, run.writer.model, versions_of(run), data)


def load(library: Library, run_id: str) -> tuple[Run, Recording]:
    """The run of that name, or of the one name that begins so; `last` is the newest.

    Raises:
        NotFound: no such run. RecordingError, ConfigError: its file cannot be read.
    """
    data = library.load_run(run_id)
    try:
        document: Any = json.loads(data)
    except ValueError as error:
        raise RecordingError(f"run {run_id}: not JSON: {error}") from None
    recording = from_document(document, f"run {run_id}")
    if "run" not in document:
        raise ConfigError(f"run {run_id}: a recording, but not of a run")
    return from_plain(Run, document["run"]), recording


def derive(run: Run, recording: Recording, make_writer: MakeWriter) -> Answer | Briefing:
    """Everything after the evidence once more: write (from the recorded responses), check, number.

    Raises:
        ReplayMiss: the model would be asked something else now; the message carries the difference.
        ConfigError: the record cannot be read.
    """
    writer = make_writer(run.writer, recording)
    if run.asked:
        model = with_model(writer)
        if run.asked.planned and model is not None:
            model.plan(run.asked.question, run.asked.setting)
        return answer(run.asked, writer, AskOptions(judge=run.writer.judge, run=run.id))
    if run.gathered:
        return compose(run.gathered, writer, Writing(run.writer.judge, run.id))
    raise ConfigError(f"run {run.id}: neither a question nor a briefing was recorded")


def older_checker(run: Run) -> bool:
    """Whether a run was made with other checks than these, which may find other things of its claims."""
    return run.checker != VERSION


def difference(run: Run, printed_now: str) -> str:
    """A unified diff from what was printed to what is derived now; empty when they are the same bytes."""
    if run.printed == printed_now:
        return ""
    return "".join(_diff(run.printed.splitlines(keepends=True), printed_now.splitlines(keepends=True)))


def _diff(before: list[str], now: list[str]) -> Iterable[str]:
    for line in difflib.unified_diff(before, now, "as printed", "derived now"):
        yield line if line.endswith("\n") else line + "\n"
