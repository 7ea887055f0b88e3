"""A story told in sentences of its articles: few, each readable by itself, the newest state first.

News puts what matters on top, so the openings of the articles are told, the newest article's first. A statement of an
older article on the matter of a newer one's is overtaken and left out. What parties say is told only where the
sentence names its speaker, and what comes next only where it gives a day after the cut-off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from brief.models import Claim, EvidenceSentence, Story
from brief.stories.central import repeats
from brief.stories.changes import overtakes, says_the_same
from brief.stories.lead import event_day
from brief.stories.titles import clean_title, says_of
from brief.text.dates import DateMention, find_dates
from brief.text.grammar import has_third_person
from brief.text.names import names
from brief.text.numbers import numbers
from brief.text.quotations import quotations
from brief.text.resolving import dates_in
from brief.text.standing import addresses_reader, adds, is_whole, leans_on_another, presumed, says_he, stands_alone
from brief.text.tense import Tense, tense
from brief.text.tokens import stems

HAPPENED, POSITIONS, AHEAD = 2, 1, 1
"""Sentences under what happened, who says what, what comes next: few, since what is not written anew is long."""
LONG = 45
"""Words from which a sentence is too long to be read by itself, where there is a shorter one."""
LATER = 0.1
"""What each sentence before it costs, beside the share of its headline's words that a sentence has as the news."""
LENGTHY = 0.25
"""What it costs to be long."""
OPENING = 4
"""Sentences of an article's evidence from its top that may be told as what happened."""
NEXT_TO = 4
"""Characters between a sentence and the one that goes on from it, at most: blanks and line ends."""
QUOTED = 0.4
"""The share of a sentence that is quoted, from which it is somebody's statement and not a story with a phrase in it."""
NEAR = timedelta(21)
"""How far ahead the present tense reaches."""
FAR = timedelta(183)
"""How far ahead a day without its year is rather that of the last year ("a holiday like Black Friday")."""
STILL_SAID = timedelta(1)
"""How much older than the story's newest article a statement may be that is told as what somebody says."""


@dataclass(slots=True)
class _Telling:
    """What has been chosen so far, and the words of it and of the title, in their stems."""

    known: set[str]
    said: list[EvidenceSentence] = field(default_factory=list)

    def add(self, s: EvidenceSentence) -> bool:
        """Take the sentence, unless it says nothing new or is overtaken by what was taken."""
        texts = [x.sentence.text for x in self.said]
        if repeats(s.sentence.text, texts) or any(_is_overtaken(s, x) for x in self.said):
            return False
        self.said.append(s)
        self.known.update(stems(s.sentence.text))
        return True

    def reads(self, s: EvidenceSentence) -> bool:
        """Whether a sentence can be read behind what has been chosen: it takes for known only what was named."""
        return _reads(s) and not _takes_for_known(s, self.known)


def tell(story: Story, sentences: Sequence[EvidenceSentence], cutoff: date | None) -> tuple[Claim, ...]:
    """The story's claims under models.SECTIONS, in that order, nothing said twice.

    `sentences` are its evidence, in text order within each article; `cutoff` is the day after which things are to come
    (None: the day of its newest article).
    """
    articles = _newest_first(sentences)
    newest = max((a.published for a in story.articles if a.published), default=None)
    telling = _Telling(set(stems(story.title)))
    first = _bottom_line(articles, story.title)
    found: list[Claim] = []
    if first is not None:
        telling.add(first)
        found.append(_claim(first, sentences, "bottom_line"))
    for section, chosen in (
        ("what_happened", _happened(_dated(articles), first, cutoff or newest, telling)),
        ("positions", _positions(articles, newest, telling)),
        ("what_to_watch", _ahead(articles, cutoff or newest, telling)),
    ):
        found.extend(_claim(s, sentences, section) for s in chosen)
    return tuple(found)


def _newest_first(sentences: Sequence[EvidenceSentence]) -> list[list[EvidenceSentence]]:
    """The sentences article by article: the newest day first; of one day the one with news in its opening, then the
    one whose opening is most central."""
    by_version: dict[str, list[EvidenceSentence]] = {}
    for s in sentences:
        by_version.setdefault(s.article.version, []).append(s)

    def key(own: list[EvidenceSentence]) -> tuple[int, bool, float]:
        opening = own[:OPENING]
        day = own[0].article.published
        dated = any(event_day(s.sentence.text, day) for s in opening)
        return -(day or date.min).toordinal(), not dated, -max(s.score for s in opening)

    return sorted(by_version.values(), key=key)


def _dated(articles: Sequence[list[EvidenceSentence]]) -> list[list[EvidenceSentence]]:
    """The articles whose opening says when, as reports do; all of them where none does."""
    reports = [own for own in articles if any(event_day(s.sentence.text, s.article.published) for s in own[:OPENING])]
    return reports or list(articles)


def _bottom_line(articles: Sequence[Sequence[EvidenceSentence]], title: str) -> EvidenceSentence | None:
    """The news itself, which says most of what the story is called: rather in the article that the title is of, else in
    one of the same day or later. No quotation: that is what somebody says of the news."""
    named = sorted(articles, key=lambda own: clean_title(own[0].article.title or "") != title)
    since = named[0][0].article.published if named else None
    timely = [own for own in named if own[0].article.published == since or _is_later(own[0], since)]
    able = [pair for own in timely for pair in _opening_news(own)]
    if able:
        of_title = named[0][0].article.version
        return max(
            able, key=lambda pair: _is_news(pair[1], title) - LATER * (pair[0] + (pair[1].article.version != of_title))
        )[1]
    every = [s for own in named for s in own if says_of(s.article.title, s.sentence.text)]
    every.sort(key=_is_quotation)
    return next((s for s in every if _reads(s)), next((s for s in every if is_whole(s.sentence.text)), None))


def _opening_news(own: Sequence[EvidenceSentence]) -> list[tuple[int, EvidenceSentence]]:
    """The sentences of an article's opening that may be the news, with their places; the first one may take for known
    what the headline names, and what opens otherwise takes nothing for known where there is such a one."""
    able = [
        (n, s)
        for n, s in enumerate(own[:OPENING])
        if _reads(s) and not _is_quotation(s) and says_of(s.article.title, s.sentence.text)
    ]
    headline = set(stems(own[0].article.title or ""))
    # What opens an article takes nothing for known that another sentence of it has named.
    first = [(n, s) for n, s in able if not n or not (adds(s.sentence.text) or _takes_for_known(s, headline))]
    return first or able


def _is_news(s: EvidenceSentence, title: str) -> float:
    return says_of(title, s.sentence.text) - (LENGTHY if _is_long(s) else 0.0)


def _is_later(s: EvidenceSentence, day: date | None) -> bool:
    return day is not None and s.article.published is not None and s.article.published > day


def _happened(
    articles: Sequence[Sequence[EvidenceSentence]],
    first: EvidenceSentence | None,
    cutoff: date | None,
    telling: _Telling,
) -> list[EvidenceSentence]:
    """The openings, a sentence an article in turn; what leans on the sentence before it only right behind that one, and
    nothing that is still to come."""
    chosen: list[EvidenceSentence] = []
    queues = [
        sorted(
            (s for s in own[:OPENING] if s is not first and not _is_long(s) and first_after(s, cutoff) is None),
            key=lambda s: not _names_something(s.sentence.text),
        )
        for own in articles
    ]
    while len(chosen) < HAPPENED and any(queues):
        for queue in queues:
            while queue and len(chosen) < HAPPENED:
                s = queue.pop(0)
                if (telling.reads(s) or _goes_on(s, chosen)) and not _is_quotation(s) and telling.add(s):
                    chosen.append(s)
                    break
    return _in_order(chosen, articles)


def _in_order(
    chosen: Iterable[EvidenceSentence], articles: Sequence[Sequence[EvidenceSentence]]
) -> list[EvidenceSentence]:
    """Article by article, the newest first, in text order within one."""
    place = {own[0].article.version: n for n, own in enumerate(articles)}
    return sorted(chosen, key=lambda s: (place[s.article.version], s.sentence.start))


def _positions(
    articles: Sequence[Sequence[EvidenceSentence]], newest: date | None, telling: _Telling
) -> list[EvidenceSentence]:
    """Quotations with their speaker, one an article in turn, of the articles that are not overtaken."""
    chosen: list[EvidenceSentence] = []
    queues = [
        [s for s in own if _quotes(s) and telling.reads(s) and not _is_long(s)]
        for own in articles
        if _is_new(own[0], newest)
    ]
    while len(chosen) < POSITIONS and any(queues):
        for queue in queues:
            while queue and len(chosen) < POSITIONS:
                s = queue.pop(0)
                if names_speaker(s.sentence.text, [x.sentence.text for x in telling.said]) and telling.add(s):
                    chosen.append(s)
                    break
    return chosen


def _ahead(
    articles: Sequence[Sequence[EvidenceSentence]], cutoff: date | None, telling: _Telling
) -> list[EvidenceSentence]:
    """What has a day, week or month after the cut-off, the next to come first."""
    able = [s for own in articles for s in own if telling.reads(s) and not _is_long(s)]
    dated = [(first, s) for s in able if (first := first_after(s, cutoff)) is not None]
    chosen: list[EvidenceSentence] = []
    for _, s in sorted(dated, key=lambda pair: pair[0]):
        if len(chosen) < AHEAD and telling.add(s):
            chosen.append(s)
    return chosen


def first_after(s: EvidenceSentence, cutoff: date | None) -> date | None:
    """The first day after the cut-off on which something is to be, by a day, week or month that the sentence names.

    None where it names none; where it also names a day up to the cut-off (it then tells of that day); where a day
    without its year may as well be a past one; or where the clause with the day does not look ahead.
    """
    if cutoff is None or s.article.published is None:
        return None
    text = s.sentence.text
    dated = [(m, span) for m, span in dates_in(text, s.article.published) if m.unit in ("day", "week", "month")]
    if any(m.year is None and span.first - cutoff > FAR for m, span in dated):
        return None
    if not all(span.first > cutoff and _is_to_come(text, m, span.first - cutoff) for m, span in dated):
        return None
    return min((span.first for _, span in dated), default=None)


def _is_to_come(text: str, mention: DateMention, ahead: timedelta) -> bool:
    """Whether the clause with a date looks ahead. The present tense does for what is near ("leaves on Friday"); a month
    off it is a name or a day of another year ("the run-up to January 6")."""
    found = tense(text, mention.start, mention.end)
    if found is None and has_third_person(text[: mention.start]):
        found = Tense.PRESENT
    return found is Tense.FUTURE or (found is Tense.PRESENT and ahead <= NEAR)


def names_speaker(sentence: str, said: Sequence[str] = ()) -> bool:
    """Whether the first name of a sentence with a quotation, outside of it, says who speaks: in full, or by one told.

    A name in full is of two words or more, or one that a sentence of `said` has in full.
    """
    spans = [(q.start, q.end) for q in quotations(sentence)]
    outside = [n for n in names(sentence) if not n.initial and not any(a <= n.start < b for a, b in spans)]
    if says_he(sentence):
        return any(len(n.key.split()) > 1 for n in outside)
    known = {word for text in said for n in names(text) for word in n.key.split()}
    return bool(outside) and (len(outside[0].key.split()) > 1 or outside[0].key in known)


def _reads(s: EvidenceSentence) -> bool:
    return stands_alone(s.sentence.text) and not _opens_with_its_outlet(s)


def _opens_with_its_outlet(s: EvidenceSentence) -> bool:
    """Whether a sentence tells what its outlet did ("The Post has asked the ministry for comment.") and no news; what
    the headline names, as an office does in its own releases, is in the news."""
    text, outlet = s.sentence.text, s.article.source
    first = next(iter(names(text)), None)
    if first is None or not outlet or text[: first.start].strip(' "“').casefold() not in ("", "the"):
        return False
    own = _letters(first.key)
    return own in (_letters(outlet), _letters(outlet.split(".")[0])) and own not in _letters(s.article.title or "")


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold().removeprefix("the ") if c.isalnum())


def _takes_for_known(s: EvidenceSentence, known: set[str]) -> bool:
    """Whether a sentence opens with "the" something that `known`, the words said before in their stems, has not."""
    thing = presumed(s.sentence.text)
    return bool(thing) and known.isdisjoint(stems(" ".join(thing)))


def _quotes(s: EvidenceSentence) -> bool:
    """Whether it gives a statement of somebody, which is no question."""
    return _quoted(s) >= QUOTED and not any("?" in q.inner for q in quotations(s.sentence.text))


def _is_quotation(s: EvidenceSentence) -> bool:
    """Whether most of a sentence is what somebody says."""
    return _quoted(s) > 0.5


def _quoted(s: EvidenceSentence) -> float:
    outer: list[tuple[int, int]] = []
    for q in quotations(s.sentence.text):
        if not outer or q.start >= outer[-1][1]:
            outer.append((q.start, q.end))
    return sum(end - start for start, end in outer) / len(s.sentence.text)


def _is_long(s: EvidenceSentence) -> bool:
    return len(s.sentence.text.split()) >= LONG


def _is_new(s: EvidenceSentence, newest: date | None) -> bool:
    day = s.article.published
    return newest is None or (day is not None and newest - day <= STILL_SAID)


def _goes_on(s: EvidenceSentence, said: Sequence[EvidenceSentence]) -> bool:
    """Whether a sentence leans on the one before it in its article, and that one was just told."""
    text = s.sentence.text
    if not said or not is_whole(text) or addresses_reader(text) or not _names_something(text):
        return False  # what leans and names nothing either is said for its tone
    before = said[-1].sentence
    gap = s.sentence.start - before.end
    leans = leans_on_another(text) or bool(presumed(text))
    return leans and before.version == s.sentence.version and 0 <= gap <= NEXT_TO


def _names_something(text: str) -> bool:
    """Whether a sentence has a name, a number or a day: what has none is told last ("The worst is yet to come.")."""
    return bool(names(text) or numbers(text) or find_dates(text))


def _is_overtaken(old: EvidenceSentence, new: EvidenceSentence) -> bool:
    """Whether a sentence of a newer article, or a later one of the same, says otherwise on the same matter."""
    a, b = old.article.published, new.article.published
    return a is not None and b is not None and a < b and overtakes(old.sentence.text, new.sentence.text)


def _claim(s: EvidenceSentence, sentences: Sequence[EvidenceSentence], section: str) -> Claim:
    """With the labels of other articles' sentences that say the same in nearly the same words."""
    also = [
        x.label
        for x in sentences
        if x.article.id != s.article.id and x is not s and says_the_same(s.sentence.text, x.sentence.text)
    ]
    return Claim(s.sentence.text, (s.label, *also), section)
