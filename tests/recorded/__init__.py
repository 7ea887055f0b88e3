"""Tests over recordings of a real model, replayed through the real openai client. See README.md here."""
