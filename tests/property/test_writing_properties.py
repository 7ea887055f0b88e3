"""What holds for any text in the writing room."""

from __future__ import annotations

import json
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from brief.models import ArticleInfo, EvidenceSentence, Sentence
from brief.writing.protocol import Form, Shown, neutralise, show
from brief.writing.recording import Exchange, Recording, dump, load
from brief.writing.replies import ReplyReader
from brief.writing.tokens import estimate

PIECES = st.sampled_from(
    [
        "<",
        ">",
        "|",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "S1",
        "S4",
        " S 12",
        ":",
        "\n",
        "\r",
        "\u2028",
        "\u202e",
        "\u200b",
        "\x1b",
        "im_start",
        "INST",
        "/",
        "system",
        "Assistant",
        "claims",
        "cites",
        "text",
        "answerable",
        "#",
        "##",
        "```",
        "====",
        "<s>",
        "</s>",
        "<|im_end|>",
        "[S4]",
        "4f0c2a91be",
        "word",
        " ",
        "서울",
        "\ud800",
        "\U000e0041",
        "true",
        ",",
        "\\",
        ".",
        "<think>",
        "</think>",
        "NOT ANSWERED",
        "- ",
    ]
)
NASTY = st.lists(PIECES, max_size=40).map("".join)
ANY = st.one_of(st.text(st.characters(), max_size=200), NASTY)
LABELS = ("S1", "S2", "S4", "S12")


@given(ANY)
def test_neutralised_text_is_one_harmless_line(text: str) -> None:
    """No line break, no control, bidi or half character, no turn token, label or key is left, and twice is once."""
    shown = neutralise(text)
    assert shown == neutralise(shown)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in shown)
    assert not re.search(r"<\||\|>|</?s>|<<|>>|\[\s*/?INST\b|\[[^\]]*\bS\s?\d+\s*\]|```|={4}|##", shown)
    assert not re.search(r'"\s*(cites|claims|answerable|text)\s*"\s*:', shown)
    assert not re.match(r"\W*(system|assistant|user)\s*:", shown, re.I)
    shown.encode()


@given(st.lists(ANY, min_size=1, max_size=5), ANY)
def test_the_block_has_one_line_for_each_label(texts: list[str], question: str) -> None:
    """Whatever sentences say, the prompt's structure is the labels'."""
    info = ArticleInfo("a", "v")
    sentences = [
        EvidenceSentence(f"S{n}", Sentence("v", 0, len(text), text), info, 0.5) for n, text in enumerate(texts, 1)
    ]
    shown = show(question, sentences)
    lines = shown.block.split("\n")
    assert len(lines) == len(texts)
    for label, line in zip(shown.labels, lines, strict=True):
        assert line.startswith(f"[{shown.nonce} {label}] ")
        assert line.endswith(f" [{label}]")
        assert re.findall(r"\[[^\]\[]*?S\d+\]", line) == [f"[{shown.nonce} {label}]", f"[{label}]"]
    assert "\n" not in shown.question


@settings(max_examples=200)
@given(ANY, st.lists(st.integers(0, 400), max_size=6), st.sampled_from(list(Form)), st.booleans())
def test_any_reply_is_read_the_same_however_it_is_cut(text: str, cuts: list[int], form: Form, briefing: bool) -> None:
    """No reply is an error, no unknown label comes through, and the pieces it came in do not matter."""
    sections = {"bottom_line": 2, "what_happened": 4} if briefing else None
    given_claims: list[object] = []
    readers = [ReplyReader(Shown("", "", LABELS, ""), form=form, sections=sections) for _ in range(2)]
    readers.append(ReplyReader(Shown("", "", LABELS, ""), form=form, sections=sections, on_claim=given_claims.append))
    readers[0].feed(text)
    for char in text:
        readers[1].feed(char)
    ends = [*sorted(cuts), len(text)]
    for start, end in zip([0, *ends], ends, strict=False):
        readers[2].feed(text[start:end])
    drafts = [reader.finish() for reader in readers]
    assert drafts[0] == drafts[1] == drafts[2]
    assert list(drafts[2].claims) == given_claims
    assert len({reader.understood for reader in readers}) == 1
    for claim in drafts[0].claims:
        assert set(claim.cites) <= set(LABELS)
        assert claim.text.strip()
        assert all(char.isprintable() for char in claim.text)


@given(
    st.lists(
        st.tuples(st.sampled_from(LABELS), st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=3)),
        max_size=5,
    )
)
def test_a_reply_as_asked_for_comes_through_whole(pairs: list[tuple[str, str]]) -> None:
    """What keeps the schema is read with its labels; only marks, spaces and repeats go."""
    claims = [{"cites": [label], "text": f"Claim {n} says {text}"} for n, (label, text) in enumerate(pairs)]
    reader = ReplyReader(Shown("", "", LABELS, ""))
    reader.feed(json.dumps({"answerable": True, "claims": claims}, ensure_ascii=False))
    draft = reader.finish()
    assert len(draft.claims) == len(pairs)
    for claim, (label, text) in zip(draft.claims, pairs, strict=True):
        assert claim.cites[0] == label
        if not re.search(r"[\[(【]", text):
            assert claim.text.split()[3:] == "".join(c for c in text if c.isprintable() or c.isspace()).split()


@given(ANY)
def test_an_estimate_is_never_more_than_a_token_a_byte(text: str) -> None:
    """One token a byte is the most that any byte-level encoding makes."""
    assert 0 <= estimate(text) <= len(text.encode("utf-8", "replace"))


BODIES = st.one_of(
    st.binary(max_size=80), st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(str.encode)
)


EXCHANGES = st.builds(
    Exchange,
    st.dictionaries(st.text(max_size=5), st.text(st.characters(), max_size=20), max_size=3),
    st.integers(200, 599),
    st.text(max_size=20),
    BODIES,
    st.none() | st.just("ReadError"),
)


@given(st.lists(EXCHANGES, max_size=4))
def test_any_recording_survives_its_file(exchanges: list[Exchange]) -> None:
    """Bodies are kept byte for byte."""
    recording = Recording(tuple(exchanges), "2026-11-22", "m")
    assert load(dump(recording)) == recording
