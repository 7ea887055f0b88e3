"""The checks, one file each."""

from brief.verification.checks import (  # noqa: F401 - each registers itself
    addition,
    binding,
    certainty,
    coverage,
    date,
    extent,
    fragment,
    name,
    negation,
    number,
    opposite,
    quotation,
)
