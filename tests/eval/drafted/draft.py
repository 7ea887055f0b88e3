"""Draft claims over the sample articles with a real model, before any check, under several settings and prompts:

    python -m tests.eval.drafted.draft --base-url http://127.0.0.1:18099/v1 --model MODEL > drafts.jsonl

A line is one request: its setting, its question, the sentences shown (their place in the articles) and the claims
that came back, in the model's words. A person then adds a label and a reason to each claim (see README.md here).
"""

from __future__ import annotations

import argparse
import copy
import datetime
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brief.errors import BriefError
from brief.library.library import Library
from brief.models import Draft, Evidence, Query, Story
from brief.workflows.add import add
from brief.workflows.finding import Finder
from brief.writing.client import Build, Chat
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.protocol import Form

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a draft is asked for. `prompts` is a folder beside this file, or None for the program's own."""

    name: str
    prompts: str | None
    temperature: float
    form: Form
    sentences: int
    fewest: int = 0
    """Claims that the schema asks for at least: a small model that has to go on makes mistakes of its own."""
    every: int = 1
    """Of the sentences found, every n-th by rank is shown: further down they are about other things."""
    briefing: bool = False
    """A story of that title is written, in sections, in place of an answer."""


SETTINGS = (
    Setting("expert, five claims, temperature 1", "expert", 1.0, Form.JSON_SCHEMA, 3, fewest=5),
    Setting("short, five claims, temperature 1.2", "short", 1.2, Form.JSON_SCHEMA, 5, fewest=5, every=2),
    Setting("retold, five claims, temperature 1", "retold", 1.0, Form.JSON_SCHEMA, 4, fewest=5, every=2),
    Setting("own, temperature 0", None, 0.0, Form.JSON_SCHEMA, 6),
    Setting("free, temperature 0.8", "free", 0.8, Form.JSON_SCHEMA, 6),
    Setting("report, temperature 0", "report", 0.0, Form.JSON_SCHEMA, 7),
    Setting("free briefing, temperature 1", "free", 1.0, Form.JSON_SCHEMA, 8, briefing=True),
)


class Longer(Chat):
    """A chat whose schema asks for at least `fewest` claims."""

    fewest = 0

    def request(self, build: Build, schema: Mapping[str, Any]) -> dict[str, Any]:
        wanted = copy.deepcopy(dict(schema))
        if self.fewest:
            wanted["properties"]["claims"]["minItems"] = self.fewest
        return super().request(build, wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--setting", action="append", choices=[s.name for s in SETTINGS], help="only this one")
    options = parser.parse_args()
    endpoint = {
        "model": options.model,
        "api_key": os.environ.get("OPENAI_API_KEY") or "none",
        "base_url": options.base_url,
        "timeout": 600.0,
        "longest": 3600.0,
        "max_completion_tokens": 400,
    }
    questions = [q for q in (HERE / "questions.txt").read_text(encoding="utf-8").splitlines() if q]
    with tempfile.TemporaryDirectory() as folder, Library(folder) as library:
        add(library, [str(SEEDS)])
        evidence = {q: Finder(library, Query(q)).find().evidence for q in questions}
    chosen = [s for s in SETTINGS if not options.setting or s.name in options.setting]
    for setting in chosen:
        for question in questions:
            line = draft(setting, question, evidence[question], endpoint)
            if line:
                print(json.dumps(line, ensure_ascii=False), flush=True)


def draft(setting: Setting, question: str, evidence: Evidence, endpoint: dict[str, Any]) -> dict[str, Any] | None:
    """One request; None where the model did not answer."""
    shown = tuple(sorted(evidence.sentences, key=lambda s: -s.score)[:: setting.every][: setting.sentences])
    folder = HERE / "prompts" / setting.prompts if setting.prompts else None
    writer = OpenAIWriter(Endpoint(**endpoint, temperature=setting.temperature), prompts=folder)
    writer.chat = Longer(writer.chat.endpoint)
    writer.chat.fewest, writer.chat.form = setting.fewest, setting.form
    try:
        drafted = write(writer, setting, question, Evidence(question, shown, evidence.confidence))
    except BriefError as error:
        print(f"{setting.name}: {question}: {error}", file=sys.stderr)
        return None
    if not drafted.claims:
        return None
    return {
        "setting": setting.name,
        "model": endpoint["model"],
        "made": datetime.date.today().isoformat(),
        "question": question,
        "evidence": [
            {
                "label": s.label,
                "article": Path(s.article.path or "").name,
                "record": s.article.record_id,
                "start": s.sentence.start,
                "end": s.sentence.end,
                "text": s.sentence.text,
            }
            for s in shown
        ],
        "claims": [{"text": c.text, "cites": list(c.cites)} for c in drafted.claims],
    }


def write(writer: OpenAIWriter, setting: Setting, question: str, evidence: Evidence) -> Draft:
    if not setting.briefing:
        return writer.draft(question, evidence)
    articles = tuple({s.article.id: s.article for s in evidence.sentences}.values())
    return writer.draft_briefing(Story("drafted", question, articles, ()), evidence)


if __name__ == "__main__":
    main()
