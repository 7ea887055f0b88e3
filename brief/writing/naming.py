"""The order and the titles of a page's stories: one request, headlines in, labels and short titles out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from brief.models import Evidence, Story
from brief.writing.client import Chat
from brief.writing.prompts import Prompt
from brief.writing.protocol import LONGEST_HEADLINE, NONCE_DIGITS, names_schema, neutralise
from brief.writing.replies import clean_claim, object_in

HEADLINES = 4
"""Headlines of one story that are shown."""
LONGEST_TITLE = 100
"""Characters of a title; a longer one is no title."""


@dataclass(frozen=True, slots=True)
class Named:
    """A story, by its place among those shown, and the title that it was given."""

    place: int
    title: str


def name_stories(chat: Chat, prompt: Prompt, stories: Sequence[tuple[Story, Evidence]], most: int) -> tuple[Named, ...]:
    """The stories that the model would put on the page, the first first; none where its reply cannot be read.

    A title is empty where the model gave none that could be one. Raises CostExceeded before a request that could take
    more than is left, ProviderError when the endpoint fails.
    """
    labels = [f"S{n}" for n in range(1, len(stories) + 1)]
    rows = [[label, _shown(*pair)] for label, pair in zip(labels, stories, strict=True)]
    nonce = hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()[:NONCE_DIGITS]
    block = "\n".join(f"[{nonce} {label}] {text}" for label, text in rows)
    messages = prompt.messages(nonce=nonce, evidence=block, most=str(most))
    completion = chat.complete(lambda _: messages, names_schema(labels, most))
    return _read(completion.text, labels, nonce, most)


def _shown(story: Story, evidence: Evidence) -> str:
    articles, outlets = len(story.articles), len(story.outlets)
    newest = sorted(story.articles, key=lambda a: (a.published is not None, a.published), reverse=True)
    headlines = dict.fromkeys(neutralise(a.title, LONGEST_HEADLINE) for a in newest if a.title)
    quoted = "; ".join(f'"{h}"' for h in list(headlines)[:HEADLINES])
    opening = neutralise(evidence.sentences[0].sentence.text) if evidence.sentences else ""
    return f"{articles} articles, {outlets} outlets: {quoted}. {opening}"


def _read(reply: str, labels: Sequence[str], nonce: str, most: int) -> tuple[Named, ...]:
    entries = object_in(reply).get("stories")
    found: dict[int, Named] = {}
    for entry in entries if isinstance(entries, list) else []:
        label = entry.get("story") if isinstance(entry, dict) else None
        bare = label.strip("[] ").rpartition(" ")[2] if isinstance(label, str) else ""
        if bare not in labels:
            continue
        place = labels.index(bare)
        title, _ = clean_claim(entry["title"], nonce) if isinstance(entry.get("title"), str) else ("", [])
        title = title.rstrip(".").strip()
        usable = any(c.isalpha() for c in title) and len(title) <= LONGEST_TITLE
        found.setdefault(place, Named(place, title if usable else ""))
    return tuple(found.values())[:most]
