"""Whether a sentence states something: it has a finite verb, and is no order to its reader.

What parts of speech a word may be comes from the Hanover Tagger (Wartena, "The Hanover Tagger (HanTa)", 2023; HanTa,
its English model in the tags of the British National Corpus). No whole sentence is tagged, which would take a
millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from brief.text.tense import is_past

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d.,:]*|[^\w\s]")
_PLAIN_WORD = re.compile(r"(?<![\w'’.-])[a-zà-öø-ÿ]{2,}(?![\w'’]|[.-]\w)")
_FINITE_FORMS = frozenset(
    """
    am is are was were has have had do does did will would can could may might must shall should said says isn't
    aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't mustn't
    shouldn't i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll it'd
    we're we've we'll we'd they're they've they'll they'd that's there's here's who's what's where's
    """.split()
)
"""Auxiliaries with their contractions, and the commonest verb of news."""
_FINITE = frozenset(("VVB", "VVD", "VVZ", "VVI", "VBB", "VBD", "VBZ", "VDB", "VDD", "VDZ", "VHB", "VHD", "VHZ", "VM0"))
_AUXILIARIES = frozenset(tag for tag in _FINITE if tag[:2] in ("VB", "VD", "VH", "VM"))
_PLAIN = frozenset(("VVB", "VVI"))
_NOUNS = frozenset(("NN0", "NN1", "NN2", "AJ0"))
_OBJECTS = frozenset(("AT0", "DPS", "PNP", "AVP", "DT0"))
_ADVERBIALS = frozenset(("PRP", "TO0", "AV0", "AJ0", "NP0", "NN1", "NN2", "CRD", "CJC"))
_LEADS = frozenset(("PRP", "TO0", "CJS"))
"""What a phrase or clause in front of the subject opens with."""
_CONNECT = frozenset(("PRP", "PRF", "CJC", "CJS", "CJT", "AT0", "DPS", "TO0", "VBZ", "VBB", "VBD", "VHZ", "VHB"))
_MAY_CONNECT = _CONNECT | {"AVP", "AV0", "DT0", "PNQ"}
_PAST = re.compile(r"\b(?:said|says|was|were|had|did)\b|[^\W\d_]{2}ed\b")
_TELLS = re.compile(r"\bsa(?:id|ys)\b")
"""Who says something is told, not ordered; an order to say something is taken for a statement too."""
_REGULAR = re.compile(r"ed[.,]?(?:\s|$)")
_LIKELY = 4.0
"""A reading of a word counts if it is at most e^4 times less likely than the likeliest."""
_PRESENT = frozenset(("VVZ", "VVB"))
_VERBAL = _FINITE | {"VVN"}
_SUBJECTS = frozenset("I he she they we He She They We".split())
_FEW = 4
"""Words up to which a verb that is not certain must agree with what stands before it; longer sentences have one."""
_LONGEST = 200
"""Characters: longer sentences have a finite verb, with few exceptions."""


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_en.pgz")


@lru_cache(maxsize=16384)
def _likeliest(word: str) -> str:
    return str(_tagger().tag_word(word)[0][0]) if word in _tagger().cache else ""


@lru_cache(maxsize=65536)
def _readings(word: str) -> frozenset[str]:
    """The parts of speech that a word may be; none for a word that the model never saw (to guess takes long)."""
    tagger = _tagger()
    if word not in tagger.cache:
        return frozenset()
    found = tagger.tag_word(word)
    return frozenset(tag for tag, score in found if score >= found[0][1] - _LIKELY)


def has_sure_verb(sentence: str) -> bool:
    """Whether an English sentence has an auxiliary, a form of "say" or what may be a regular past, or is a long one,
    which is never in doubt."""
    if len(sentence) > _LONGEST:
        return True
    plain = sentence.replace("’", "'").split() if "’" in sentence else sentence.split()
    if not _FINITE_FORMS.isdisjoint(plain) or _REGULAR.search(sentence):
        return True
    return bool(plain) and plain[0].casefold() in _FINITE_FORMS


def has_finite_verb(sentence: str) -> bool:
    """Whether an English sentence has a word that may be a finite verb."""
    if has_sure_verb(sentence):
        return True
    words = _PLAIN_WORD.findall(sentence)
    if all(_readings(word).isdisjoint(_FINITE) for word in words):
        return False
    plain = sentence.split()
    return len(plain) > _FEW or not _SUBJECTS.isdisjoint(plain) or _has_agreeing_verb(plain, words)


def _has_agreeing_verb(plain: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a word is likeliest a verb, or may be one and agrees with the word before it ("gates open")."""
    if any(_likeliest(word) in _VERBAL for word in words):
        return True
    bare = [word.strip(".,!?;:") for word in plain]
    for before, word in pairwise(bare):
        readings = _readings(word) if word.islower() else frozenset()
        plural = before.lower().endswith("s") and not before.endswith("'s")
        if not readings.isdisjoint(("VVD", "VVB" if plural else "VVZ")):
            return True
    return False


def is_in_present(sentence: str) -> bool:
    """Whether a sentence tells of something in the plain present ("Divers wait ..."), without an auxiliary or a past
    form."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", sentence.replace("’", "'"))
    if has_sure_verb(sentence) or any(is_past(word.lower()) for word in words):
        return False
    readings = [_readings(word) for word in words if word.islower()]
    if any(not found.isdisjoint(("VVD", "VVN")) for found in readings):
        return False
    return any(found & _PRESENT and found <= _PRESENT | _NOUNS | _PLAIN for found in readings)


def connects(word: str) -> bool:
    """Whether a word only leads to what follows it: an article, a preposition, a conjunction, an auxiliary."""
    readings = _readings(word.casefold())
    return not readings.isdisjoint(_CONNECT) and readings <= _MAY_CONNECT


def is_preposition(word: str) -> bool:
    """Whether a word may be a preposition."""
    return not _readings(word.casefold()).isdisjoint(("PRP", "PRF"))


def is_auxiliary(word: str) -> bool:
    """Whether a word is an auxiliary or a modal, and nothing else."""
    readings = _readings(word.casefold())
    return bool(readings) and all(tag == "VM0" or tag[:2] in ("VB", "VD", "VH") for tag in readings)


def may_be_auxiliary(word: str) -> bool:
    """Whether a word may be a finite auxiliary or a modal; it may be a noun too ("will", "need")."""
    return not _readings(word.casefold()).isdisjoint(_AUXILIARIES)


def may_be_modal(word: str) -> bool:
    """Whether a word may be a modal or "do", which a bare verb follows."""
    return not _readings(word.casefold()).isdisjoint(("VM0", "VDB"))


def is_bare_verb(word: str) -> bool:
    """Whether a word is the plain form of a verb, and nothing else ("resign")."""
    readings = _readings(word.casefold())
    return bool(readings) and readings <= _PLAIN


def is_verb(word: str) -> bool:
    """Whether a word may be a finite verb and no noun or adjective, or is a modal or a form of the third person."""
    readings = _readings(word.casefold())
    return not readings.isdisjoint(("VM0", "VVZ")) or (not readings.isdisjoint(_FINITE) and readings.isdisjoint(_NOUNS))


def has_third_person(text: str) -> bool:
    """Whether a word may be a verb of the present in the third person singular ("votes")."""
    inflected = (word for word in _PLAIN_WORD.findall(text) if word.endswith("s"))
    return any("VVZ" in _readings(word) or "VVI" in _readings(word.removesuffix("s")) for word in inflected)


def is_order(sentence: str) -> bool:
    """Whether an English sentence orders something: it begins with the plain form of a verb, also behind a phrase in
    front ("To enter, call the office").

    A word that may be a noun too ("Share prices fell") counts as a verb before what no noun stands before: an article,
    a pronoun, a particle; and only where no verb is in the past tense.
    """
    first, _, rest = sentence.partition(" ") if len(sentence) <= _LONGEST else ("", "", "")
    if not first.isalpha() or not first[0].isupper():
        return False
    may_be = _readings(first.lower())
    if may_be == {"AV0"} and rest:
        return is_order(rest[0].upper() + rest[1:])
    if not may_be.isdisjoint(_LEADS) and "CJC" not in may_be:
        behind = rest.partition(", ")[2]
        return behind[:1].islower() and is_order(behind[0].upper() + behind[1:])
    if may_be.isdisjoint(_PLAIN) or _TELLS.search(sentence):
        return False
    second = rest.partition(" ")[0].rstrip(".,!:")
    if may_be <= _PLAIN:
        return second.isalnum() and not _goes_on_name(second)
    if _PAST.search(sentence):
        return False
    words = [word for word in _WORD.findall(rest) if word[0].islower()]
    if any("VVD" in _readings(word) for word in words):
        return False
    return not _readings(second).isdisjoint(_OBJECTS if may_be & _NOUNS else _OBJECTS | _ADVERBIALS)


def _goes_on_name(word: str) -> bool:
    """Whether the word before was a name, or the first of one: "Wade said ...", "Make A Difference Day"."""
    return not _readings(word.lower()).isdisjoint(("VVD", "VVZ", "VM0") if word.islower() else _MAY_CONNECT | {"PNP"})
