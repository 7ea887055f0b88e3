"""Floors on small data of our own: no change may lower them silently.

The texts are written for this project. Each paragraph is given as its sentences; joined with spaces, they have to
come apart again. Boundary F1 is counted over the ends of sentences inside the paragraphs, as `score sentences` does.
"""

from __future__ import annotations

from datetime import date

from brief.text.resolving import resolve_date
from brief.text.sentences import split_sentences

SENTENCE_FLOOR = 0.98
DATE_FLOOR = 0.95

PARAGRAPHS = [
    ["The ferry left Port Marlow at 6:15 a.m. on Nov. 3, the coast guard said.", "It sank two hours later.",
     "“We heard a bang,” said Ann Vole, 44, a passenger from St. Peter.", "“Then the lights went out.”"],
    ["U.S. Rep. Al Marsh, D-Ore., has called for a hearing.", "His rival, Sen. J. P. Lund (R-Wash.), has not.",
     "Neither the U.S. Coast Guard nor Gull Ferries Inc. would comment.", "The hearing could be held by Dec. 1."],
    ["S. Korea's envoy, Lt. Gen. Park Il-do, met Dr. R. Stone Jr. in Washington, D.C., on Friday.",
     "They spoke for 2.5 hours.", "What did they agree on?", "Nothing, officials in the U.S. said."],
    ["\"Why now?\" asked the mayor.", "\"Because we can!\" the crowd roared back.", "Police made no arrests.",
     "One man, who would not give his name, said: \"It was fun.\""],
    ["The index fell 3.2 percent to 1,984.5, its worst day since Oct. 2008.", "Shares of Marsh & Co. lost 9 percent.",
     "Analysts blamed the Fed.", "“No. 1 on my list of worries is debt,” one wrote."],
    ["Roe v. Marsh was argued at 10 a.m. Monday.", "Justice E. B. White asked most of the questions.",
     "A ruling is due in June.", "It will be the court's first on the matter since 1965."],
    ["He was born in Paris, Texas.", "She was not.", "They met at the Univ. of Oslo in the 1990s.",
     "The wedding is next month.", "Guests will come from as far as New York.", "Rooms are booked out."],
    ["The vote was 5-4.", "Mr. Vole, the chair, abstained; Mrs. Lund did not.", "“I am ... surprised,” she said.",
     "The motion (see p. 4 of the minutes) failed.", "It will be back."],
]  # fmt: skip

BASE = date(2022, 6, 15)  # a Wednesday
DATED = [
    ("Monday", "The mayor resigned Monday after weeks of protest.", "2022-06-13"),
    ("Monday", "A court will hear the case on Monday.", "2022-06-20"),
    ("Friday", "The ferry is due to sail again Friday.", "2022-06-17"),
    ("Friday", "Police said Friday that the man would be released.", "2022-06-10"),
    ("Sunday", "The strike, set to begin Sunday, would close the port.", "2022-06-19"),
    ("Wednesday", "The company announced Wednesday that it had lost money.", "2022-06-15"),
    ("June 30", "The offer ends on June 30.", "2022-06-30"),
    ("May 3", "The two were last seen on May 3.", "2022-05-03"),
    ("Dec. 24", "He was born on Dec. 24 and died on Sunday.", "2021-12-24"),
    ("July 1", "The law takes effect July 1.", "2022-07-01"),
    ("Tuesday night", "The bridge was closed Tuesday night.", "2022-06-14"),
    ("Thursday", "Talks could resume as early as Thursday.", "2022-06-16"),
    ("yesterday", "He left yesterday.", "2022-06-14"),
    ("tomorrow", "She leaves tomorrow.", "2022-06-16"),
    ("last Saturday", "It rained last Saturday.", "2022-06-11"),
    ("Saturday", "Rain is expected on Saturday.", "2022-06-18"),
    ("Tuesday", "By Tuesday, most of the water had gone.", "2022-06-14"),
    ("Tuesday", "The fee must be paid by Tuesday.", "2022-06-21"),
    ("Thursday", "The hearing was postponed until Thursday.", "2022-06-16"),
    ("Feb. 14", "Since Feb. 14, no ship has called there.", "2022-02-14"),
]


def ends(sentences: list[str]) -> set[int]:
    at, found = 0, set()
    for s in sentences:
        at += len("".join(s.split()))
        found.add(at)
    return found - {at}


def test_sentence_boundaries_of_our_own_paragraphs() -> None:
    """Boundary F1 on eight paragraphs of invented news stays above its floor."""
    right = wrong = missed = 0
    for paragraph in PARAGRAPHS:
        gold, got = ends(paragraph), ends([s.text for s in split_sentences(" ".join(paragraph))])
        right, wrong, missed = right + len(gold & got), wrong + len(got - gold), missed + len(gold - got)
    assert 2 * right / (2 * right + wrong + missed) >= SENTENCE_FLOOR


def test_days_of_our_own_sentences() -> None:
    """The share of date expressions resolved to the right day stays above its floor."""
    found = [resolve_date(expression, BASE, sentence) for expression, sentence, _ in DATED]
    right = sum(x is not None and str(x.date) == day for x, (_, _, day) in zip(found, DATED, strict=True))
    assert right / len(DATED) >= DATE_FLOOR
