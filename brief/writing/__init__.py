"""Drafting: from evidence to claims, by quoting or by a model."""
