"""Word lists: stop words, and words that are capitalised only because they open a sentence."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
a about above after again against all also although am among an and any are aren't as at be because been before
being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during
each either else ever every few for from further get gets got had hadn't has hasn't have haven't having he he'd he'll
he's her here here's hers herself him himself his how how's however i i'd i'll i'm i've if in into is isn't it it's its
itself just let's like may me might more most much must mustn't my myself neither no nor not now of off on once one
only onto or other others ought our ours ourselves out over own per quite rather same shall shan't she she'd she'll
she's should shouldn't since so some still such than that that's the their theirs them themselves then there there's
these they they'd they'll they're they've this those though through thus to too toward towards under unless until up
upon us very via was wasn't we we'd we'll we're we've were weren't what what's when when's where where's whether which
while who who's whom whose why why's will with within without won't would wouldn't yet you you'd you'll you're you've
your yours yourself yourselves said says say told according
""".split()
)
"""English words that carry no content in news ("said" and its kin included), case-folded."""

COMMON_STARTERS = frozenset(
    """
a about above according across activists actually add added additionally after afterward again against ago agents all
almost along already also although always amid among an analysts and announced another any anyone anything anyway apart
around as asked aside at authorities away back based be because become been before behind being below beside besides
best better between beyond billions both but by call called can children citing clearly come companies compared
consider considering contact could country crews critics currently day days dear demonstrators deputies despite did
do does doctors don't down dozens due during each earlier early either eight eighteen eleven elsewhere employees
enough even eventually ever every everybody everyone everything exactly except experts far fewer fifteen fifth fifty
finally find fire first five following for former forty four fourteen fourth from further furthermore get getting give
given giving go going good government great had half has have having he heavy hello help hence her here hers high
his home hopefully how however hundreds i if imagine immediately important in including indeed initially inside
instead interestingly into investigators investors is isn't it it's its itself just keep know known lack last late
later lately lawmakers lawyers lawyer leaders least left less let let's like likely little local long look looking
made major make makes making man many maybe me meanwhile members men military millions minutes money more moreover most
mostly much must my myself national near nearby nearly neither never nevertheless new next nine nineteen no nobody
none nonetheless nor normally not note nothing notably now nowhere obviously of off officers officials often oh ok okay
old on once one ones only onto opponents opposition or originally other others otherwise our out outside over overall
own owners parents part participants people perhaps please plus police politicians polls possibly potential presumably
previous previously prices private probably prosecutors protesters protestors provided public put quite rather read
really recent recently regardless remember reporters reports republicans rescue rescuers researchers residents right
roughly same say saying says school scientists scores second see seeing seen separately set seven seventeen several
shall shares she short should show similar similarly simply since six sixteen sixty small so some somebody someone
something sometimes somewhat somewhere soon sources specifically spokesman spokespeople staff state states still
stocks strong students such suddenly supporters sure surely survivors take taken taking teachers ten than thank thanks
that that's the their theirs them then there there's thereafter therefore these they they're thieves things think third
thirteen thirty this those though thousands three through throughout thus till time times to today together tomorrow
tonight too total toward towards trade traders traditionally troops try trying twelve twenty twice two typically
ultimately under understand unfortunately union unless unlike until up upon us use used users using usually various
very victims via view villagers violence visitors voters want was watch watching way we we're weather well were what
what's whatever when whenever where whereas wherever whether which whichever while who whoever whom whose why will wish
with within without witnesses women won't work worker workers working would year years yes yesterday yet you you're
young your zero
""".split()
)
"""Case-folded. Not in it: any word that is also a common name (Bush, Rice, May, March, Brown)."""
