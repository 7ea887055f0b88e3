"""Checking claims against their cited sentences, and repairing what fails. Pure."""
