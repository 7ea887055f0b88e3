"""The words of `brief`: the values that move from one step to the next.

Everything here is frozen, carries no behaviour beyond small derived properties, and imports the standard
library alone. Offsets are in characters (Unicode code points) of an article's raw text, end exclusive.

    add        source -> Article -> lines -> Sentences -> Chunks -> Library
    ask        Question -> Query -> Hits -> Evidence -> Draft -> Verdicts -> Answer -> page
    summarize  articles -> Stories -> Evidence -> Draft -> Verdicts -> Briefing -> page
"""

from __future__ import annotations

from brief.models.answers import Answer, Citation, Setting, ShownClaim, ShownDate, Turn, Withheld
from brief.models.articles import Article, ArticleInfo, Chunk, Line, LineKind, Reading, ResolvedDate, Sentence
from brief.models.briefings import (
    SECTIONS,
    Briefing,
    Coverage,
    Disputed,
    Revised,
    Story,
    StoryBriefing,
    StoryLine,
    StoryLineKind,
    TimelineEntry,
    Window,
)
from brief.models.claims import Action, CheckedClaim, Claim, Draft, Reason, Status, Usage, Verdict
from brief.models.following import FetchReceipt, Followed, SourceVisit, Topic
from brief.models.reports import CheckedCitation, CheckedSentence, CheckReport, Standing
from brief.models.retrieval import Evidence, EvidenceSentence, Hit, Place, Plan, Query, Search, SourcedSentence

__all__ = [
    "SECTIONS",
    "Action",
    "Answer",
    "Article",
    "ArticleInfo",
    "Briefing",
    "CheckReport",
    "CheckedCitation",
    "CheckedClaim",
    "CheckedSentence",
    "Chunk",
    "Citation",
    "Claim",
    "Coverage",
    "Disputed",
    "Draft",
    "Evidence",
    "EvidenceSentence",
    "FetchReceipt",
    "Followed",
    "Hit",
    "Line",
    "LineKind",
    "Place",
    "Plan",
    "Query",
    "Reading",
    "Reason",
    "ResolvedDate",
    "Revised",
    "Search",
    "Sentence",
    "Setting",
    "ShownClaim",
    "ShownDate",
    "SourceVisit",
    "SourcedSentence",
    "Standing",
    "Status",
    "Story",
    "StoryBriefing",
    "StoryLine",
    "StoryLineKind",
    "TimelineEntry",
    "Topic",
    "Turn",
    "Usage",
    "Verdict",
    "Window",
    "Withheld",
]
