"""What the checks know of words: opposites, ordinary words, inflections, and small closed classes."""

from __future__ import annotations

from functools import cache

from brief.data import lines
from brief.text.stem import stem as porter

FUNCTION = frozenset(
    """
a about above after again against all also although am among amid an and any are as at be because been before being
below between both but by can cannot could did do does doing down during each either else even ever every few for from
further had has have having he her here hers herself him himself his how however i if in into is it its itself just
like may me might more most much must my myself neither no nor not now of off on once one only onto or other others
our ours out over own per quite rather same shall she should since so some still such than that the their theirs them
themselves then there these they this those though through throughout thus to too toward towards under unless until up
upon us very was we were what when where whether which while who whom whose why will with within without would yet you
your yours i'm i've i'll it's that's there's he's she's they're we're you're don't doesn't didn't isn't aren't wasn't
weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't n't cannot via amongst whilst
""".split()
)
"""Words that carry no content of their own. Negations, modals and comparatives are read in `flags`."""

SAYING = frozenset(
    map(
        porter,
        """
say said tell told state add announce report claim declare note explain argue warn insist confirm deny allege
suggest acknowledge affirm assert comment disclose reveal stress emphasize describe recall remark reply respond
write tweet testify accuse promise pledge vow urge cite predict estimate believe think according
""".split(),
    )
)
"""Stems of verbs that hand a statement to a speaker."""

TITLES = frozenset(
    """
mr mrs ms miss dr prof professor president vice prime minister premier chancellor senator sen representative rep reps
governor gov mayor secretary general gen colonel col captain capt lieutenant lt major maj sergeant sgt admiral adm
king queen prince princess pope cardinal archbishop bishop rev reverend imam sheikh ayatollah sir lord lady dame judge
justice chairman chairwoman chair chairperson chief executive director deputy ambassador attorney prosecutor
spokesman spokeswoman spokesperson congressman congresswoman lawmaker commissioner inspector detective officer coach
foreign defense defence finance former acting leader head ceo cfo envoy commander
""".split()
)
"""Words of office before a name: compared as words, not as names."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed",
            "thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays", "sunday sundays",
        )
    )
    for name in names.split()
}  # fmt: skip


@cache
def irregular() -> dict[str, str]:
    """Irregular inflections: form -> lemma."""
    return {form: lemma for form, _, lemma in (line.partition("\t") for line in lines("wordnet/irregular.tsv"))}


@cache
def stem_of(low: str) -> str:
    """The stem of a folded word: its lemma where it is irregular (`won` is `win`), then Porter's stem."""
    return porter(irregular().get(low, low))


MUTUAL = frozenset(map(porter, "meet talk speak marry play face fight clash differ tie".split()))
"""Stems of verbs that say the same of both parties: "A met B" is "B met A"."""

_OPPOSITES = """
ban:allow,permit,approve,endorse,lift bar:allow block:allow,clear,approve reject:approve,accept,back,support
approve:reject,block,oppose back:oppose,reject support:oppose,reject oppose:support,back,favor,favour
endorse:reject,oppose,ban clear:block allow:ban,prevent,prohibit,forbid permit:prohibit,forbid prohibit:permit,allow
impose:lift,remove,drop lift:impose raise:lower,cut,reduce lower:raise,increase cut:raise,increase,restore
reduce:increase,raise increase:reduce,cut,lower rise:drop,decline,slip,slump,tumble,plunge climb:fall,drop
gain:lose,fall,drop soar:fall,plunge,drop jump:fall,drop grow:shrink,fall,decline expand:shrink widen:narrow
strengthen:weaken improve:worsen,deteriorate boost:cut,hurt join:leave,quit quit:join,stay leave:join,stay,arrive
return:leave resign:stay withdraw:join,deploy,enter enter:exit,leave arrest:release,free detain:release,free
jail:free,release release:detain,arrest,hold convict:acquit acquit:convict,jail guilty:innocent innocent:guilty
deny:admit,confirm,acknowledge admit:deny confirm:deny,dismiss accept:refuse,reject,decline refuse:agree,accept
agree:refuse,disagree praise:criticize,criticise,condemn,blame,slam criticize:praise,welcome,applaud
criticise:praise,welcome,applaud condemn:praise,welcome,applaud welcome:criticize,criticise,condemn,reject slam:praise
hire:fire,dismiss appoint:dismiss,fire dismiss:appoint,hire install:remove,uninstall remove:install,keep,add
keep:remove,drop open:close,shut shut:open close:open reopen:close attack:defend,protect defend:attack win:lose
beat:lose defeat:lose lose:win,gain victory:defeat,loss winner:loser buy:sell purchase:sell sell:buy import:export
lend:borrow spend:save profit:loss saving:loss surplus:deficit supply:demand legal:illegal,unlawful alive:dead
kill:save,rescue survive:die rescue:kill,abandon start:end,stop,finish begin:end,stop,finish launch:end,cancel
end:begin,start,extend stop:start,continue,resume finish:start,begin cancel:hold,confirm resume:suspend,halt,stop
suspend:resume halt:resume,continue continue:stop,end,halt extend:end,shorten,terminate terminate:extend,renew
renew:terminate,end postpone:advance delay:hasten ratify:reject federal:provincial,state,local public:private
civilian:military domestic:foreign national:local rural:urban north:south east:west northern:southern eastern:western
upper:lower left:right maximum:minimum majority:minority most:least more:less,fewer fewer:more many:few major:minor
early:late earlier:later first:last next:previous,last former:current highest:lowest largest:smallest biggest:smallest
best:worst better:worse higher:lower bigger:smaller larger:smaller longer:shorter older:younger faster:slower
heavier:lighter stronger:weaker man:woman men:women male:female boy:girl father:mother son:daughter brother:sister
husband:wife king:queen uncle:aunt positive:negative success:failure succeed:fail pass:fail hope:fear peace:war
friend:enemy ally:enemy,rival republican:democrat democratic:republican conservative:liberal prosecutor:defender
buyer:seller employer:employee teacher:student doctor:patient lender:borrower landlord:tenant invest:divest
build:demolish,destroy destroy:build,save protect:harm,attack help:harm,hinder cooperate:attack,fight
surrender:resist,defend promise:refuse trust:distrust likely:unlikely possible:impossible easy:difficult,hard
cheap:expensive rich:poor hot:cold warm:cold wet:dry inside:outside above:below before:after upstream:downstream
prove:disprove hide:reveal reveal:hide conceal:reveal restore:cut,interrupt withhold:release urge:discourage
encourage:discourage include:exclude exceed:lack ratification:rejection approval:rejection acceptance:refusal
arrival:departure entry:exit regret:welcome,hail applaud:condemn,criticize hail:condemn,regret cease:continue,keep
heed:ignore,neglect ignore:heed,follow earn:lose spend:earn add:cut,remove,subtract
scrap:keep,introduce,restore,launch,build introduce:scrap,abolish abolish:introduce,keep drop:keep,add
keep:scrap,lose,abandon abandon:keep,continue adopt:reject,abandon create:destroy,cut,abolish cut:create,add,keep
yes:no agree:refuse,decline,disagree sign:cancel,reject cancel:sign,order order:cancel arrive:leave,depart
depart:arrive appear:vanish,disappear disappear:appear find:lose miss:hit,catch,attend attend:miss,skip arm:disarm
charge:clear,acquit clear:charge,convict accuse:clear,defend expel:admit,invite,welcome invite:expel,exclude
ease:tighten,worsen,toughen tighten:ease,loosen,relax relax:tighten loosen:tighten toughen:ease delay:speed,rush
speed:slow,delay slow:speed,accelerate accelerate:slow shrink:grow,expand advance:retreat,withdraw retreat:advance
capture:lose,release seize:release,return borrow:lend,repay repay:borrow underestimate:overestimate
understate:overstate shorten:lengthen,extend lengthen:shorten broaden:narrow narrow:widen,broaden faulted:praised
fault:praise fault:back condemn:back,defend thank:blame blame:thank,praise,clear mourn:celebrate celebrate:mourn
optimistic:pessimistic confident:doubtful calm:panic safe:dangerous,unsafe dangerous:safe healthy:sick ill rich:poor
profitable:unprofitable popular:unpopular rare:common common:rare minor:serious serious:minor temporary:permanent
permanent:temporary partial:full,complete full:partial,empty voluntary:compulsory,mandatory
mandatory:voluntary,optional urban:rural indoor:outdoor inner:outer internal:external ancient:modern voluntary:forced
employee:employer worker:employer boss:worker hunter:prey victim:attacker,killer creditor:debtor exporter:importer
"""
"""Opposites that news turns on and WordNet lacks."""


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """Opposites by stem, in both directions: WordNet's and those of the news."""
    out: dict[str, set[str]] = {}
    listed = [line.partition("\t") for line in lines("wordnet/antonyms.tsv")] + [
        x.partition(":") for x in _OPPOSITES.split()
    ]
    for left, _, rights in listed:
        for right in rights.replace(",", " ").split():
            a, b = stem_of(left), stem_of(right)
            if a != b:
                out.setdefault(a, set()).add(b)
                out.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in out.items()}


_NEGATIVE = ("un", "in", "im", "il", "ir", "non", "dis", "mis")


@cache
def base_forms(low: str) -> frozenset[str]:
    """Stems that a word may be compared by: its own, and that of its positive form ("highest": high)."""
    out = {stem_of(low)}
    for ending in ("iest", "ier", "est", "er"):
        root = low.removesuffix(ending)
        if root != low and len(root) >= 3:
            for whole in (root, root + "e", root + "y", root[:-1]):
                if whole in _ordinary():
                    out.add(stem_of(whole))
    return frozenset(out)


@cache
def opposite(one: str, other: str) -> bool:
    """Whether two folded words are opposites: in the tables, or one is the other with a negative prefix."""
    if one == other:
        return False
    table = antonyms()
    ours, theirs = base_forms(one), base_forms(other)
    if ours & theirs:
        return False
    if any(table.get(a, frozenset()) & theirs for a in ours):
        return True
    return any(_prefixed(a, b) or _prefixed(b, a) for a in ours for b in theirs)


def _prefixed(long: str, short: str) -> bool:
    return any(long == prefix + short and len(short) > (3 if prefix in ("un", "non") else 4) for prefix in _NEGATIVE)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(lines("wordnet/ordinary.txt"))


@cache
def is_ordinary(low: str) -> bool:
    """Whether a folded word, or the word it is an inflection of, is written with a small letter in English."""
    known = _ordinary()
    if low in known or low in FUNCTION or irregular().get(low, "") in known:
        return True
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""),
                            ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("ers", "")):  # fmt: skip
        if ending == "s" and low.endswith("ss"):
            continue
        if low.endswith(ending) and len(low) - len(ending) >= 3 and low[: -len(ending)] + instead in known:
            return True
    return len(low) > 6 and low[-3:] == "ing" and low[-4] == low[-5] and low[:-4] in known


_SHORT_PAST = frozenset("died sued used owed lied tied vied axed".split())


@cache
def is_past(low: str) -> bool:
    """Whether a verb's form is past or participle."""
    lemma = irregular().get(low)
    if lemma is not None:
        return (
            not low.endswith(("s", "ing"))
            and lemma != low
            and low not in ("left", "people", "men", "women", "children")
        )
    return (low.endswith("ed") and len(low) > 4) or low in _SHORT_PAST
