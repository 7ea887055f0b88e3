"""For the whole suite: no test fails because the machine was busy, or because of an example drawn today."""

from __future__ import annotations

import os

from hypothesis import settings

# The suite draws the same examples every time: what fails, fails for whoever looks into it too. New ones are looked
# for on purpose, with HYPOTHESIS_PROFILE=explore; what they show becomes an example or a test of its own.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
