"""What models cost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from brief.config import DEFAULT_MODEL
from brief.errors import ConfigError
from brief.writing.prices import Price, Prices, load_prices


def test_the_table_is_dated() -> None:
    """Every price says of which day it is."""
    prices = load_prices()
    assert date.fromisoformat(prices.date) > date(2025, 1, 1)
    assert all(price.basis == f"table of {prices.date}" for price in prices.models.values())
    assert all(0 < price.input < price.output for price in prices.models.values())


def test_a_million_tokens_cost_what_the_table_says() -> None:
    """Prices are dollars a million tokens, in and out apart."""
    price = load_prices().of("gpt-4o-mini")
    assert price is not None
    assert price.cost(1_000_000, 0) == price.input
    assert price.cost(2_000, 500) == pytest.approx((2_000 * price.input + 500 * price.output) / 1e6)


def test_a_long_prompt_costs_more_all_of_it() -> None:
    """Beyond the tier's limit, input and output have the prices of long prompts, from the first token on."""
    price = load_prices().of("gpt-6-luna")
    assert price is not None
    assert price.cost(272_000, 1_000) == pytest.approx((272_000 * 0.10 + 1_000 * 0.50) / 1e6)
    assert price.cost(272_001, 1_000) == pytest.approx((272_001 * 0.20 + 1_000 * 0.75) / 1e6)


def test_what_can_be_written_for_so_much() -> None:
    """The inverse of the cost: the tokens that fit, and none where the prompt costs more by itself."""
    price = Price(1.0, 2.0, "test")
    assert price.affordable(1_000, 0.005) == 2_000
    assert price.cost(1_000, price.affordable(1_000, 0.005)) == pytest.approx(0.005)
    assert price.affordable(6_000, 0.005) < 0
    assert Price(0.0, 0.0, "test").affordable(10**6, 0.0) > 10**6


def test_an_old_table_says_so() -> None:
    """After 120 days its prices may be others."""
    prices = Prices({}, "2026-01-01")
    assert prices.outdated(date(2026, 5, 1)) == ""
    assert "121 days old" in prices.outdated(date(2026, 5, 2))
    assert Prices({}).outdated(date(2030, 1, 1)) == ""


def test_the_default_model_has_a_price() -> None:
    """Nobody who set a key alone is charged an unknown sum."""
    assert load_prices().of(DEFAULT_MODEL) is not None


def test_a_snapshot_costs_what_its_model_costs() -> None:
    """A date behind the name is the same model; any other name is not guessed at."""
    prices = load_prices()
    assert prices.of("gpt-4o-mini-2024-07-18") == prices.of("gpt-4o-mini") is not None
    assert [prices.of(name) for name in ("gpt-4o-mini-tuned", "gpt-99", "qwen2.5-coder-1.5b-instruct", "")] == [
        None
    ] * 4


def test_an_override_wins_model_by_model(tmp_path: Path) -> None:
    """A file of one's own adds and changes prices; zero is allowed where someone writes it."""
    file = tmp_path / "prices.toml"
    file.write_text('[models]\n"gpt-4o" = {input = 1, output = 2.5}\nlocal = {input = 0, output = 0}\n')
    prices = load_prices(file)
    changed, local = prices.of("gpt-4o"), prices.of("local")
    assert changed is not None
    assert (changed.input, changed.output, changed.basis) == (1.0, 2.5, str(file))
    assert local is not None
    assert local.cost(10**9, 10**9) == 0
    assert prices.of("gpt-4o-mini") == load_prices().of("gpt-4o-mini")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("models = 3", "no [models]"),
        ("[models", "not TOML"),
        ("[models]\nx = {input = 1}", "'x' needs `input` and `output`"),
        ("[models]\nx = {input = 1, output = 2, cached = 1}", "'x' needs `input` and `output`"),
        ("[models]\nx = {input = 1, output = 2, above = 9}", "all or none of `above`, `long_input`, `long_output`"),
        ("[models]\nx = {input = -1, output = 2}", "'x' has a price"),
        ("[models]\nx = {input = nan, output = 2}", "'x' has a price"),
        ("[models]\nx = {input = true, output = 2}", "'x' has a price"),
        ("[models]\nx = {input = '1', output = 2}", "'x' has a price"),
    ],
)
def test_a_bad_override_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """A price that is not one is said, with its file and model, and never taken for zero."""
    file = tmp_path / "prices.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(fault)):
        load_prices(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_prices(tmp_path / "none.toml")
