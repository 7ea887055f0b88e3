"""Which sentence gives the answer that most articles give."""

from __future__ import annotations

from brief.models import ArticleInfo, EvidenceSentence, Sentence, SourcedSentence
from brief.retrieval.agreement import agreement
from brief.retrieval.answer_types import wanted
from brief.retrieval.question import read_question


def told(label: str, article: str, text: str, copied_by: tuple[str, ...] = ()) -> EvidenceSentence:
    copies = tuple(
        SourcedSentence(Sentence(name, 0, len(text), text), ArticleInfo(id=name, version=name)) for name in copied_by
    )
    info = ArticleInfo(id=article, version=article)
    return EvidenceSentence(label, Sentence(article, 0, len(text), text), info, 0.8, copies)


def agreed(question: str, *sentences: EvidenceSentence) -> dict[str, float]:
    return agreement(read_question(question), wanted(question), sentences)


WHO = "Who won the race in Marlow?"


def test_what_several_articles_give_beside_the_asking_words_has_most() -> None:
    """Kim Park wins in two articles; Edda Lunt is in one, far from the race."""
    found = agreed(
        WHO,
        told("S1", "a", "Kim Park won the race in Marlow."),
        told("S2", "b", "The race was won by Kim Park on Monday."),
        told("S3", "c", "Edda Lunt, who has been the mayor for three years and is up again, praised the race."),
    )
    assert found["S1"] == found["S2"] == 1.0
    assert 0 < found["S3"] < 0.5


def test_one_article_speaks_once_and_a_copy_for_its_own() -> None:
    """Saying it twice is no more agreement; another article with the same sentence is."""
    twice = agreed(
        WHO,
        told("S1", "a", "Kim Park won the race in Marlow."),
        told("S2", "a", "Kim Park won the race."),
        told("S3", "b", "Edda Lunt won the race in Marlow."),
    )
    assert twice["S1"] == twice["S3"]
    copied = agreed(
        WHO,
        told("S1", "a", "Kim Park won the race in Marlow."),
        told("S2", "b", "Edda Lunt won the race in Marlow.", copied_by=("c", "d")),
    )
    assert copied["S2"] == 1.0 > copied["S1"]


def test_no_agreement_where_no_name_number_or_day_is_asked_for() -> None:
    """A reason or a manner has no one form to be compared by; a name of the question answers nothing."""
    sentence = told("S1", "a", "Kim Park won the race in Marlow because of the wind.")
    assert agreed("Why did Kim Park win?", sentence) == {"S1": 0.0}
    assert agreed("Who beat Kim Park in Marlow?", sentence) == {"S1": 0.0}
    assert agreed(WHO) == {}
    assert agreed("Who?", sentence) == {"S1": 0.0}
