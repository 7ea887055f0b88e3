"""Acronyms that an article writes out itself."""

from __future__ import annotations

import pytest

from brief.text.acronyms import find_acronyms, long_key


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "Seoul left the General Security of Military Information Agreement (GSOMIA) that day.",
            "GSOMIA",
            "General Security of Military Information Agreement",
        ),
        ("GSOMIA (the General Security of Military Information Agreement) lapsed.", "GSOMIA", None),
        ("A reporter of the Hanbada News Agency (HNA) was there.", "HNA", "Hanbada News Agency"),
        ("The Ministry of Foreign Affairs (MOFA) declined.", "MOFA", "Ministry of Foreign Affairs"),
        ("Talks at the Northern Fisheries Council (the “NFC”) failed.", "NFC", "Northern Fisheries Council"),
        ("The Social Security Administration (SSA, founded in 1935) paid.", "SSA", "Social Security Administration"),
    ],
)
def test_a_name_written_out_beside_a_bracket(text: str, short: str, long: str | None) -> None:
    """On either side of it, with particles, quotation marks or an aside."""
    (found,) = find_acronyms(text)
    assert found.short == short
    assert found.long == (long or "General Security of Military Information Agreement")
    assert found.key == long_key(found.long)


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON (AP) -- The ferry sailed.",
        "SEOUL, Nov. 14 (Hanbada) -- The minister left.",
        "The senator from the coast (I was there) spoke.",
        "It rained on the harbour and the new bridge (HNB).",
        "He met her. General Motors said (GSOMIA).",
        "(GSOMIA)",
        "Nothing in brackets.",
    ],
)
def test_what_is_no_name_written_out(text: str) -> None:
    """Datelines, asides, small words and letters that do not match."""
    assert find_acronyms(text) == ()
