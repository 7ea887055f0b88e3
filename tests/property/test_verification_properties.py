"""What holds of checking for any text whatever."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from brief.models import Action, ArticleInfo, Claim, Evidence, EvidenceSentence, Sentence, Status
from brief.text.analysis import analyse
from brief.verification.check import Passage
from brief.verification.coverage import exact_spans
from brief.verification.judge import FULL, Shown, cases, decide
from brief.verification.ranking import Pool, best_places
from brief.verification.repair import Failed, examine, replaced, ruled, verify
from brief.verification.verdict import check_passages
from brief.workflows.drafts import claims_of, source_sentences, without_marks
from brief.writing.replies import object_in

WORDS = st.sampled_from(
    'The mayor opened the dam on Friday . , " “ ” 12 percent $ 4.5 million not may May March 2019 U.S. South Korea '
    "said according to Ana Ruiz WHO 1,200 3-1 it's [1] (END) never more than less ’ — 12th '80s ;".split(" ")
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=200))
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 12, 31)))


@given(TEXTS)
def test_names_numbers_and_dates_lie_inside_the_text(text: str) -> None:
    """Every name, number and date has its own place."""
    for start, end in exact_spans(analyse(text)):
        assert 0 <= start < end <= len(text)


@given(TEXTS, DAYS)
def test_a_sentence_stands_on_itself(text: str, day: date | None) -> None:
    """Whatever has a word in it is fully supported by itself."""
    verdict = check_passages(text, [Passage(text, "", day)])
    assert not analyse(text).wording or (verdict.status is Status.SUPPORTED and verdict.score == 1.0)


@settings(max_examples=60)
@given(TEXTS, st.lists(TEXTS, max_size=4), DAYS)
def test_checking_anything_against_anything_gives_a_verdict(text: str, sources: list[str], day: date | None) -> None:
    """No text makes checking fail; scores lie between 0 and 1; what is not supported has a reason."""
    verdict = check_passages(text, [Passage(s, "A headline of Ana Ruiz", day) for s in sources])
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.status is Status.SUPPORTED or verdict.reasons
    places = best_places(text, Pool(tuple(Passage(s, "", day) for s in sources)))
    assert len(places) <= 5 and len(set(places)) == len(places)


@settings(max_examples=60)
@given(SENTENCES, st.lists(SENTENCES, min_size=1, max_size=6), st.lists(st.integers(0, 8), max_size=8))
def test_what_is_shown_is_supported_by_what_it_cites(text: str, sources: list[str], cites: list[int]) -> None:
    """Whatever a writer drafts: what leaves repair has existing labels, at most five, and passes again."""
    info = ArticleInfo(id="a" * 16, version="b" * 16, published=date(2019, 11, 14))
    every = tuple(EvidenceSentence(f"S{i}", Sentence("b" * 16, 0, len(s), s), info, 1.0) for i, s in enumerate(sources))
    evidence = Evidence("q", every, 1.0)
    done = verify(Claim(text, tuple(f"S{n}" for n in cites)), evidence)
    if done.action is Action.WITHHELD:
        assert done.verdict.status is not Status.SUPPORTED
        return
    assert done.evidence and len(done.evidence) <= 5
    assert set(done.claim.cites) == {e.label for e in done.evidence} <= {e.label for e in every}
    again = check_passages(done.claim.text, [Passage(e.sentence.text, "", info.published) for e in done.evidence])
    assert again.status is Status.SUPPORTED


FACTS = st.fixed_dictionaries(
    {
        "fact": TEXTS,
        "sentences": st.lists(st.sampled_from(["S1", "S2", "S3", "S9"]), max_size=3),
        "quote": TEXTS,
        "verdict": st.sampled_from(["supported", "unsupported", ""]),
    }
)
REPLIES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.fixed_dictionaries({"claim": st.sampled_from(["C1", "C2"]), "facts": st.lists(FACTS, max_size=3)}),
        max_size=3,
    ).map(lambda claims: json.dumps({"claims": claims})),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["C1", "S1", "supported"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["claims", "claim", "facts", "fact", "quote", "verdict"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    ).map(json.dumps),
)


@settings(max_examples=80)
@given(SENTENCES, st.lists(SENTENCES, min_size=1, max_size=3), REPLIES, st.booleans())
def test_no_reply_of_a_judge_shows_what_failed_a_check(
    text: str, sources: list[str], reply: str, obliging: bool
) -> None:
    """Whatever a judge answers (also the most obliging answer there is): a claim that failed a check that must pass
    with every choice of sentences is not shown, and a claim that is shown has passed them on what it cites."""
    info = ArticleInfo(id="a" * 16, version="b" * 16, published=date(2019, 11, 14))
    places = [(100 * i, s) for i, s in enumerate(sources)]
    every = tuple(
        EvidenceSentence(f"S{i}", Sentence("b" * 16, at, at + len(s), s), info, 1.0)
        for i, (at, s) in enumerate(places, 1)
    )
    evidence = Evidence("q", every, 1.0)
    failed = examine(Claim(text, tuple(e.label for e in every)), evidence)
    if not isinstance(failed, Failed):
        return
    for _, case in cases([failed.item], FULL):
        shown = {s.label: Shown(s.sentence.text) for s in case.sentences}
        if obliging:
            facts = [
                {"fact": text, "sentences": [label], "quote": whole.text, "verdict": "supported"}
                for label, whole in shown.items()
            ]
            reply = json.dumps({"claims": [{"claim": "C1", "facts": facts}]})
        (ruling,) = decide(object_in(reply), case, shown)
        done = ruled(failed, ruling, evidence)
        if not failed.doubted:
            assert isinstance(done, Failed)
            assert replaced(done).action is Action.WITHHELD
        elif not isinstance(done, Failed):
            on = [Passage(e.sentence.text, "", info.published) for e in done.evidence]
            assert check_passages(done.claim.text, on).status is not Status.UNSUPPORTED


@given(st.lists(TEXTS, max_size=6).map("\n".join))
def test_claims_and_source_sentences_are_exact_pieces_of_the_text(text: str) -> None:
    """Offsets point to the sentence, in order."""
    for found in (claims_of(text), source_sentences(text)):
        at = 0
        for s in found:
            assert s.start >= at and text[s.start : s.end] == s.text
            at = s.end
    assert "[1]" not in without_marks("Said so [1] and so [1][2].")
