"""What the Python API gives back: values that know how they are shown, in a notebook too."""

from __future__ import annotations

import html as html_entities
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from brief import models

if TYPE_CHECKING:
    from brief.workflows.conversation import Conversation

V = TypeVar("V")
_PAGE_HEIGHT = "28em"


class Shown:
    """What every result can do.

    `str(result)` is plain text, as on a terminal; a notebook shows the page, with its citations. Whatever an article's
    text holds, none of these forms can run or load anything.
    """

    __slots__ = ()

    def to_json(self) -> str:
        """One JSON value: what the command of the same name prints with `--json`."""
        raise NotImplementedError

    def to_markdown(self) -> str:
        """CommonMark, with the sources at the end."""
        raise NotImplementedError

    def to_html(self) -> str:
        """One self-contained HTML file without script."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """The page in a frame of its own: its styles stay in it, and nothing in it can reach the notebook."""
        page = html_entities.escape(self.to_html(), quote=True)
        style = f"width:100%;height:{_PAGE_HEIGHT};border:0;resize:vertical;overflow:auto"
        return f'<iframe sandbox="allow-popups" srcdoc="{page}" style="{style}"></iframe>'


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Shown, models.Answer):
    """A checked answer: `answered`, `claims` with their `verdict` and `citations` (numbers), `citations` with their
    `sentence` and `article`, `withheld`, `nearest` (where nothing was answered), `notes`, `usage`, `run`."""

    texts: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The raw text of each cited article version, by version."""
    conversation: Conversation | None = field(default=None, compare=False)
    """The conversation that it ends: `ask(..., after=answer)` goes on from here."""

    def to_json(self) -> str:
        from brief.render.data import answer_object, dumps

        return dumps(answer_object(self), indent=True)

    def to_markdown(self) -> str:
        from brief.render.markdown import render_answer

        return render_answer(self)

    def to_html(self) -> str:
        from brief.render.page import render_answer

        return render_answer(self, self.texts)

    def __str__(self) -> str:
        from brief.render.terminal import render_answer

        return render_answer(self).rstrip("\n")

    def __repr__(self) -> str:
        counts = f"claims={len(self.claims)}, citations={len(self.citations)}, withheld={len(self.withheld)}"
        return f"Answer({self.question!r}, answered={self.answered}, {counts})"


@dataclass(frozen=True, slots=True, repr=False)
class Briefing(Shown, models.Briefing):
    """A dated briefing: `title`, `date`, `stories` with their checked claims, `gaps`, `coverage`, `citations`."""

    texts: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The raw text of each cited article version, by version."""

    def to_json(self) -> str:
        from brief.render.briefing_data import briefing_object
        from brief.render.data import dumps

        return dumps(briefing_object(self), indent=True)

    def to_markdown(self) -> str:
        from brief.render.markdown import render_briefing

        return render_briefing(self)

    def to_html(self) -> str:
        from brief.render.briefing_page import render_briefing

        return render_briefing(self, self.texts)

    def __str__(self) -> str:
        from brief.render.terminal import render_briefing

        return render_briefing(self).rstrip("\n")

    def __repr__(self) -> str:
        return f"Briefing({self.title!r}, stories={len(self.stories)}, citations={len(self.citations)})"


@dataclass(frozen=True, slots=True, repr=False)
class CheckReport(Shown, models.CheckReport):
    """A text that was checked: `supported`, `score` (0 ... 1), and `sentences`, each with its place in `text`, its
    `verdict` with reasons, its `evidence`, best first, and a `remedy`."""

    def to_json(self) -> str:
        from brief.render.check import render_json

        return render_json(self).rstrip("\n")

    def to_markdown(self) -> str:
        from brief.render.check import render_markdown

        return render_markdown(self)

    def to_html(self) -> str:
        from brief.render.check_page import render_html

        return render_html(self)

    def __str__(self) -> str:
        from brief.render.check import render_text

        return render_text(self).rstrip("\n")

    def __repr__(self) -> str:
        return f"CheckReport(sentences={len(self.sentences)}, supported={self.supported}, score={self.score:.2f})"


@dataclass(frozen=True, slots=True, repr=False)
class Digest(Shown):
    """A digest: where its page lies, the page, its day and edition (from 1).

    `fresh`: it was written now; else it is the page of an earlier call, and `briefing` is None.
    """

    path: Path
    text: str
    day: date
    edition: int
    fresh: bool
    briefing: Briefing | None = None

    def to_json(self) -> str:
        from brief.render.data import dumps

        found = {"path": str(self.path), "day": self.day.isoformat(), "edition": self.edition, "fresh": self.fresh}
        return dumps({**found, "briefing": json.loads(self.briefing.to_json()) if self.briefing else None}, indent=True)

    def to_markdown(self) -> str:
        return self.text

    def to_html(self) -> str:
        from brief.render.document import document
        from brief.render.safe import html_block

        if self.briefing:
            return self.briefing.to_html()
        return document(f"Digest of {self.day}", [f"<p>{html_block(self.text)}</p>"])

    def __str__(self) -> str:
        return self.text.rstrip("\n")

    def __repr__(self) -> str:
        return f"Digest({str(self.path)!r}, day={self.day}, edition={self.edition}, fresh={self.fresh})"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found. `rank` counts from 1; `lexical` and `vector` are its ranks in the two searches, None
    where that one did not find it; `start` and `end` are its place in the article's text, in characters."""

    rank: int
    score: float
    text: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    path: str | None
    article: str
    version: str
    start: int
    end: int
    lexical: int | None
    vector: int | None


class Hits(Shown, Sequence[Passage]):
    """The passages that match a query, the best first. `pandas.DataFrame(hits)` has a row for each."""

    __slots__ = ("_found", "_passages", "query")

    def __init__(self, query: str, found: Sequence[models.Hit]) -> None:
        self.query = query
        self._found = tuple(found)
        self._passages = tuple(_passage(n, hit) for n, hit in enumerate(found, 1))

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, index: int | slice) -> Passage | tuple[Passage, ...]:
        return self._passages[index]

    def __iter__(self) -> Iterator[Passage]:
        return iter(self._passages)

    def __len__(self) -> int:
        return len(self._passages)

    def to_json(self) -> str:
        """A JSON array with an object a passage, each as `brief search --json` prints it on a line."""
        from brief.render.data import hit_object
        from brief.render.safe import json_safe

        objects = [hit_object(self.query, n, hit) for n, hit in enumerate(self._found, 1)]
        return json_safe(json.dumps(objects, ensure_ascii=False, indent=2))

    def to_markdown(self) -> str:
        from brief.render.layout import Heading, Text
        from brief.render.markdown import Writer

        found = (Text(f'"{p.text}"', item=True, under=_where(h)) for p, h in zip(self, self._found, strict=True))
        return Writer().put([Heading(1, self.query), *found])

    def to_html(self) -> str:
        from brief.render.document import document
        from brief.render.safe import html

        body = [f"<h1>{html(self.query)}</h1>"] if self.query else []
        for passage, hit in zip(self, self._found, strict=True):
            where = f'<span class="meta">{html(_where(hit))}</span>'
            body.append(f'<blockquote><q dir="auto">{html(passage.text)}</q><br>{where}</blockquote>')
        return document(self.query, body)

    def __str__(self) -> str:
        from brief.render.show import render_hits

        return render_hits(self._found).rstrip("\n")

    def __repr__(self) -> str:
        return f"Hits({self.query!r}, {len(self)} passages)"


def _passage(rank: int, hit: models.Hit) -> Passage:
    a, c = hit.article, hit.chunk
    return Passage(
        rank,
        hit.score,
        c.text,
        a.title,
        a.source,
        a.published,
        a.url,
        a.path,
        a.id,
        a.version,
        c.start,
        c.end,
        hit.lexical,
        hit.vector,
    )


def _where(hit: models.Hit) -> str:
    from brief.render import phrases

    title = f"{hit.article.title}. " if hit.article.title else ""
    return f"{title}{phrases.outlet(hit.article)}, {phrases.day(hit.article)}"


def shown_as(kind: type[V], value: Any, **more: Any) -> V:
    """A workflow's value as the one of the API that is made of it."""
    return kind(**{f.name: getattr(value, f.name) for f in fields(value)}, **more)
