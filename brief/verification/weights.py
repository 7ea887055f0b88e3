"""The weights of the graded score and of evidence ranking: everything that was fitted, in one place.

The score was fitted by logistic regression on claims that people wrote and labelled (WiCE, development part: 349
claims), never on artificial edits, which was measured to make it worse on natural errors; five-fold
cross-validation and the figures stand in docs/verification.md. The ranking was set on the same claims.
"""

from __future__ import annotations

from types import MappingProxyType

STRONG = 2.0
"""How much a figure or a capitalised word counts in coverage, against 1 for another content word."""

BIAS = -3.1
TERMS = 3.4
PAIRS = 1.8
FAILED = MappingProxyType({"number": -0.5, "date": -1.45, "weekday": -1.45, "name": -0.9, "quotation": -0.3})
FAILED_OTHER = -1.0
DOUBT = -0.1

SUPPORTED = 0.6
"""Share of content terms covered from which a claim without failure or doubt is supported; below, it is weak."""
SHORT = 6
"""Content words up to which a claim is short: one wrong word is much of it,"""
SUPPORTED_SHORT = 0.7
"""and so more of it has to be covered."""
PLAIN = 0.3
"""Share of the words besides names, numbers and dates below which it is weak: the right names of something else."""
WEAK = 0.25
"""Share below which it is unsupported."""

RANK_STRONG = 1.5
RANK_PAIR = 0.3
RANK_BESIDE = 0.3
"""What a term is worth that a sentence has not, but one that stands beside it has,"""
RANK_NEAR = 2
"""at most so many sentences away."""
RANK_LENGTH = 0.02
"""Discount of a long sentence, a content word."""
RANK_OWN = 0.7
"""Weight of a sentence's own score beside what it newly covers."""
RANK_LEFT = 0.7
"""What a term that is covered already is still worth."""
