"""The writer's protocol: how sentences are shown to a model, and the form in which it has to answer.

A sentence of an article is data. It goes in on one line of its own, behind a label and a nonce:

    [4f0c2a91be S1] 2019-11-14: … [S1]

The nonce is a digest of the question and of everything shown, so the same request gives the same bytes and no
article can carry the nonce of a request that it is in. What could still be taken for something other than
text (control and bidi characters, the turn tokens of chat templates, our labels and our keys) is made harmless
first. Nothing is taken out of a sentence but invisible characters: what a reader could see is still there.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from brief.models import SECTIONS, EvidenceSentence

NONCE_DIGITS = 10
LONGEST_SENTENCE = 1000
"""Characters of a sentence that are shown; tables and lists that pass for one sentence are far longer."""
LONGEST_HEADLINE = 200
LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True)
class Room:
    """How much a model may write: sentences of an answer and of each section, labels of a sentence."""

    claims: int
    cites: int
    sections: Mapping[str, int]


SMALL = Room(6, 3, {"bottom_line": 2, "what_happened": 4, "positions": 4, "what_to_watch": 2})
FULL = Room(9, 5, {"bottom_line": 1, "what_happened": 6, "positions": 5, "what_to_watch": 4})
MOST_SEARCHES = 3
PLANNED_SEARCHES = 4
MOST_CITES = SMALL.cites
MOST_CLAIMS = SMALL.claims
EXTENTS = ("fully", "partly", "not")
"""How far a capable model says that the articles answer."""


class Form(StrEnum):
    """How the model is asked to answer, from the strictest to what every server can do."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TEXT = "text"

    @property
    def weaker(self) -> Form | None:
        """The next form for a server that cannot do this one."""
        return {Form.JSON_SCHEMA: Form.JSON_OBJECT, Form.JSON_OBJECT: Form.TEXT}.get(self)


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence as a model sees it: `block` has a line for each label."""

    nonce: str
    question: str
    labels: tuple[str, ...]
    block: str


_ANGLES = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "｜": "|"})
# <|im_start|>, </s>, <start_of_turn>, <think>, <<SYS>>: an angle bracket that opens or closes something like a tag.
_TAG = re.compile(r"[<＜]+\s*[/|｜!]?\s*[A-Za-z_|｜][^<>＜＞\n]{0,60}[>＞]+|<\||\|>|<<|>>|[＜]|[＞]")
_BRACKETED_ROLE = re.compile(r"\[(?=\s*/?\s*(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|BOS|EOS)\b)", re.I)
# A line that speaks as one of the parties of a chat, or a heading of an instruction template.
_ROLE = re.compile(r"^(\W{0,6}(?:system|assistant|user|human|developer|instructions?|response|input))(\s*:)", re.I)
_HASHES = re.compile(r"#{2,}")
_FENCE = re.compile(r"`{3,}|~{3,}|={4,}|-{4,}")
_LABEL = re.compile(r"([\[(【［（])(\s*(?:[0-9a-f]{6,}\s+)?S)\s?(\d+[^\])】］）]{0,60})([\])】］）])", re.I)
_LEADING_LABEL = re.compile(r"^(\W{0,3}S)(\d+\s*[:.)\]|])")
_KEY = re.compile(
    r'["“”]\s*(answerable|searches|words|since|until|outlet|question|claims|cites|text|section'
    r'|claim|facts?|sentences|quote|verdict|corrected)\s*["“”]\s*:',
    re.I,
)


def neutralise(text: str, longest: int = LONGEST_SENTENCE) -> str:
    """`text` on one line, as data: nothing in it can pass for a label, a delimiter, a turn or an instruction key.

    Idempotent. Longer texts than `longest` characters are cut, with an ellipsis.
    """
    text = " ".join("".join(map(_visible, text)).split())
    text = _TAG.sub(lambda match: match.group().translate(_ANGLES), text)
    text = _BRACKETED_ROLE.sub("(", text)
    text = _HASHES.sub("#", text)
    text = _FENCE.sub(lambda match: match.group()[0], text)
    text = _LABEL.sub(r"(\2-\3)", text)
    text = _LEADING_LABEL.sub(r"\1-\2", text)
    text = _KEY.sub(r"'\1' -", text)
    text = _ROLE.sub(r"\1 -", text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _visible(char: str) -> str:
    """A character as it may be shown: breaks become spaces, invisible ones go, half ones are replaced."""
    category = unicodedata.category(char)
    if category in {"Zl", "Zp"} or (category == "Cc" and char in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85"):
        return " "
    if category in {"Cc", "Cf"} or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    return "\ufffd" if category in {"Cs", "Co", "Cn"} else char


def show(question: str, sentences: Sequence[EvidenceSentence]) -> Shown:
    """The evidence as it goes into a prompt. Each line carries the day its article was published, where known."""
    rows = [
        (e.label, e.article.published.isoformat() if e.article.published else "", neutralise(e.sentence.text))
        for e in sentences
    ]
    asked = neutralise(question)
    digest = hashlib.sha256(json.dumps([asked, rows], ensure_ascii=True).encode())
    nonce = digest.hexdigest()[:NONCE_DIGITS]
    # The label stands at both ends: a small model cites a sentence by what it read last of it.
    lines = [f"[{nonce} {label}] {f'{day}: ' if day else ''}{text} [{label}]" for label, day, text in rows]
    return Shown(nonce, asked, tuple(label for label, _, _ in rows), "\n".join(lines))


@dataclass(frozen=True, slots=True)
class ShownClaims:
    """Claims and the sentences they rest on as a model sees them. `texts`: each sentence as shown, by label."""

    nonce: str
    block: str
    claims: str
    texts: dict[str, str]


def show_claims(claims: Sequence[tuple[str, str]], sentences: Sequence[EvidenceSentence]) -> ShownClaims:
    """Claims for a judge or for another wording: each a text and a remark (may be empty), labelled C1 ... Cn.

    The sentences carry day and headline of their article. All of it is data, the claims too: a model wrote them
    from articles.
    """
    rows = [
        (
            e.label,
            e.article.published.isoformat() if e.article.published else "",
            neutralise(e.article.title or "", LONGEST_HEADLINE),
            neutralise(e.sentence.text),
        )
        for e in sentences
    ]
    asked = [(f"C{n}", neutralise(text), neutralise(remark)) for n, (text, remark) in enumerate(claims, 1)]
    nonce = hashlib.sha256(json.dumps([asked, rows], ensure_ascii=True).encode()).hexdigest()[:NONCE_DIGITS]
    lines = []
    for label, day, title, text in rows:
        headline = f'under the headline "{title}"' if title else ""
        where = ", ".join(part for part in (day, headline) if part)
        lines.append(f"[{nonce} {label}] {f'{where}: ' if where else ''}{text} [{label}]")
    claimed = [f"[{nonce} {label}] {text}{f' — {remark}' if remark else ''} [{label}]" for label, text, remark in asked]
    texts = {label: text for label, _, _, text in rows}
    return ShownClaims(nonce, "\n".join(lines), "\n".join(claimed), texts)


@dataclass(frozen=True, slots=True)
class ShownCase:
    """Claims and sentences as a judge sees them. `parts`: of each sentence, by label, itself, the one before it and
    what is said of its article."""

    nonce: str
    block: str
    claims: str
    parts: dict[str, tuple[str, str, str]]


def show_case(
    claims: Sequence[tuple[str, str, str]],
    sentences: Sequence[tuple[EvidenceSentence, EvidenceSentence | None]],
    question: str = "",
) -> ShownCase:
    """Claims for a judge, each with the labels it cites and what a check found wrong with it (or nothing), and the
    sentences, each with the one before it (or None).

    `question` is what the claims answer, if anything.
    Apostrophes are shown straight, as models type them: what the judge quotes is looked for byte for byte.
    """
    parts = {
        e.label: (_plain(e.sentence.text), _plain(before.sentence.text) if before else "", _origin(e))
        for e, before in sentences
    }
    asked = [(f"C{n}", _plain(text), cited, _plain(wrong)) for n, (text, cited, wrong) in enumerate(claims, 1)]
    question = _plain(question)
    digest = hashlib.sha256(json.dumps([asked, list(parts.items()), question], ensure_ascii=True).encode())
    nonce = digest.hexdigest()[:NONCE_DIGITS]
    lines = []
    for label, (text, before_it, article) in parts.items():
        if article:
            lines.append(f"[{nonce} {label} from] {article}")
        if before_it:
            lines.append(f"[{nonce} {label} before] {before_it}")
        lines.append(f"[{nonce} {label}] {text} [{label}]")
    claimed = [f"[{nonce} question] {question}"] if question else []
    for label, text, cited, wrong in asked:
        claimed.append(f"[{nonce} {label}] {text} — cites {cited} [{label}]")
        claimed += [f"[{nonce} {label} wrong] {wrong}"] if wrong else []
    return ShownCase(nonce, "\n".join(lines), "\n".join(claimed), parts)


def _plain(text: str, longest: int = LONGEST_SENTENCE) -> str:
    return neutralise(text, longest).replace("’", "'").replace("‘", "'")


def _origin(sentence: EvidenceSentence) -> str:
    """Outlet, day and headline of a sentence's article, as far as they are known."""
    info = sentence.article
    day = f"{info.published:%A}, {info.published.day} {info.published:%B %Y}" if info.published else ""
    headline = _plain(info.title or "", LONGEST_HEADLINE)
    named = (_plain(info.source or "", LONGEST_HEADLINE), day, f'headline "{headline}"' if headline else "")
    return ", ".join(part for part in named if part)


def rewrite_schema(claims: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of other wordings: `{"claims": [{"claim": "C1", "cites": [...], "text": ...}]}`."""
    cites = {"type": "array", "items": {"type": "string", "enum": list(labels)}, "minItems": 1, "maxItems": MOST_CITES}
    one = _object(claim={"type": "string", "enum": list(claims)}, cites=cites, text={"type": "string"})
    return _object(claims={"type": "array", "items": one, "maxItems": len(claims)})


def names_schema(labels: Sequence[str], most: int) -> dict[str, Any]:
    """The JSON schema of an order of stories: `{"stories": [{"story": "S3", "title": ...}]}`."""
    one = _object(story={"type": "string", "enum": list(labels)}, title={"type": "string"})
    return _object(stories={"type": "array", "items": one, "minItems": 1, "maxItems": most})


def judge_schema(
    claims: Sequence[str],
    labels: Sequence[str],
    verdicts: Sequence[str],
    most_facts: int,
    *,
    correcting: bool = False,
) -> dict[str, Any]:
    """The JSON schema of rulings: `{"claims": [{"claim", "facts": [{"fact", "sentences", "quote", "verdict"}]}]}`, each
    claim with what is `"corrected"` where that is asked for."""
    fact = _object(
        fact={"type": "string"},
        sentences={"type": "array", "items": {"type": "string", "enum": list(labels)}, "minItems": 1, "maxItems": 2},
        quote={"type": "string"},
        verdict={"type": "string", "enum": list(verdicts)},
    )
    facts = {"type": "array", "items": fact, "minItems": 1, "maxItems": most_facts}
    corrected = {"corrected": {"type": "string"}} if correcting else {}
    one = _object(claim={"type": "string", "enum": list(claims)}, facts=facts, **corrected)
    return _object(claims={"type": "array", "items": one, "minItems": len(claims), "maxItems": len(claims)})


def answer_schema(labels: Sequence[str], room: Room = SMALL) -> dict[str, Any]:
    """The JSON schema of a small model's answer: `{"answerable": bool, "claims": [{"cites": [...], "text": ...}]}`."""
    return _object(answerable={"type": "boolean"}, claims=_claims(labels, room.claims, room.cites))


def full_answer_schema(labels: Sequence[str], room: Room = FULL) -> dict[str, Any]:
    """The same of a capable one, which says how far it answers and what it would search for, before its claims."""
    return _object(
        answerable={"type": "string", "enum": list(EXTENTS)},
        searches=_searches(0, MOST_SEARCHES),
        claims=_claims(labels, room.claims, room.cites),
    )


def plan_schema() -> dict[str, Any]:
    """The JSON schema of a plan: `{"question": ..., "searches": [...]}`."""
    return _object(question={"type": "string"}, searches=_searches(1, PLANNED_SEARCHES))


def story_schema(labels: Sequence[str], room: Room = SMALL) -> dict[str, Any]:
    """The JSON schema of a story's sections: for each of SECTIONS a list of claims."""
    return _object(**{section: _claims(labels, room.sections[section], room.cites) for section in SECTIONS})


def _searches(least: int, most: int) -> dict[str, Any]:
    text = {"type": "string"}
    one = _object(words=text, since=text, until=text, outlet=text)
    return {"type": "array", "items": one, "minItems": least, "maxItems": most}


def _claims(labels: Sequence[str], most: int, most_cites: int) -> dict[str, Any]:
    cites = {"type": "array", "items": {"type": "string", "enum": list(labels)}, "minItems": 1, "maxItems": most_cites}
    return {"type": "array", "items": _object(cites=cites, text={"type": "string"}), "maxItems": most}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
