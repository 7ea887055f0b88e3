"""Checking claims against what they cite: checks, verdicts, what a judge decides, and repair. Pure."""

VERSION = 5
"""Of the checks: raised when a claim may come out otherwise than before, so that old records are not called wrong."""
