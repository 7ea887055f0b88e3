"""Irregular forms of common words: "Where did they meet?" is answered by "they met in Nagoya"."""

from __future__ import annotations

from functools import lru_cache

from brief.text.stem import stem

_FORMS = """
arise arose arisen|beat beaten|become became|begin began begun|bear bore born borne|bid bade|bind bound
bite bit bitten|blow blew blown|break broke broken|bring brought|build built|burn burnt|buy bought|catch caught
choose chose chosen|come came|cling clung|creep crept|deal dealt|dig dug|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown
forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left
lend lent|light lit|lose lost|make made|mean meant|meet met|overtake overtook overtaken|pay paid|prove proven
ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent
shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat
sleep slept|speak spoke spoken|spend spent|spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck
strike struck stricken|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught
tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone|understand understood
undertake undertook undertaken|uphold upheld|wake woke woken|wear wore worn|weep wept|win won
withdraw withdrew withdrawn|withhold withheld|withstand withstood|write wrote written|overcome overcame
oversee oversaw overseen|rebuild rebuilt|child children|man men|woman women|foot feet|tooth teeth|mouse mice
fisherman fishermen|lawman lawmen|policeman policemen|spokesman spokesmen|congressman congressmen|complain complaint
die death dead|choose choice|sell sale|fly flight|lose loss|succeed success successor|succeed succession|grow growth
weigh weight|marry marriage|fail failure
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for group in _FORMS.replace("\n", "|").split("|"):
        forms = group.split()
        for form in forms:
            groups.setdefault(form, set()).update(forms)
    return {form: frozenset(forms - {form}) for form, forms in groups.items()}


def other_forms(word: str) -> frozenset[str]:
    """The other forms of a word in normal form, where it or its stem is in the table."""
    return _table().get(word) or _table().get(stem(word), frozenset())
