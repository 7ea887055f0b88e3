"""What a model's name and context tell of its size, and how much evidence it gets."""

from __future__ import annotations

import pytest

from brief.writing.sizes import evidence_budget, is_small, parameters_of


@pytest.mark.parametrize(
    ("model", "billions"),
    [
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", 1.5),
        ("llama3.2:3b", 3.0),
        ("hf.co/bartowski/Llama-3.3-70B-Instruct-GGUF:Q4_K_M", 70.0),
        ("gemma-3-270m-it", 0.27),
        ("mixtral:8x7b", 56.0),
        ("qwen3-30b-a3b", 30.0),
        ("gemma-3n-e4b-it", 4.0),
        ("gpt-oss:20b", 20.0),
        ("gpt-6-luna", None),
        ("gpt-4.1-mini-2025-04-14", None),
        ("claude-sonnet-5", None),
        ("kimi-k2-1t", 1000.0),
    ],
)
def test_parameters(model: str, billions: float | None) -> None:
    """A number with a unit is a size; a version, a quantisation or a date is none."""
    assert parameters_of(model) == (billions if billions is None else pytest.approx(billions))


@pytest.mark.parametrize(
    ("model", "context", "small"),
    [
        ("llama3.1:8b", None, False),
        ("qwen2.5:7b", None, True),
        ("qwen2.5:7b", 128_000, True),
        ("llama-70b", 4096, True),
        ("llama-70b", 8192, False),
        ("gpt-6-luna", None, False),
    ],
)
def test_small(model: str, context: int | None, small: bool) -> None:
    """Small is under 8 billion parameters by name, or a context under 8,000 tokens."""
    assert is_small(model, context) is small


def test_evidence_budget() -> None:
    """A capable model reads 6,000 tokens, a small one and the writer without a model 2,000; a setting wins; no
    budget is more than a third of a known context."""
    assert evidence_budget("gpt-6-luna") == 6_000
    assert evidence_budget("gpt-6-luna", 9_000) == 3_000
    assert evidence_budget("qwen2.5:1.5b") == evidence_budget(None) == 2_000
    assert evidence_budget("gpt-6-luna", wanted=900) == 900
    assert evidence_budget("llama-70b", 700) == 233
    assert evidence_budget("llama-70b", 100) == 100
