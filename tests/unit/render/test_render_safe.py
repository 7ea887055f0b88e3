"""Each way of making text inert, on what it must stop and on what it must leave alone."""

from __future__ import annotations

import json

import pytest

from brief.render import safe


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a \x1b[31mred\x1b[0m word", "a red word"),
        ("bell\x07 and \x9b2Jclear", "bell and clear"),
        ("\x1b]0;title\x07text", "]0;titletext"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202eabc\u202c \u2066x\u2069 \u200e\u061c!", "abc x !"),
        ("zero\u200bwidth \ufeff soft\xadhyphen", "zerowidth  softhyphen"),
        ("pay\u200dpal", "paypal"),
        ("👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"),
        ("tag\U000e0041s", "tags"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("tab\there", "tab here"),
    ],
)
def test_clean_drops_what_acts_and_keeps_what_reads(raw: str, shown: str) -> None:
    """Controls, overrides and invisible characters go; letters, joiners between them and line ends stay."""
    assert safe.clean(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("as shown [1].", "as shown (1)."),
        ("[S4] and [ s12 ]", "(S4) and (s12)"),
        ("[1, 2] [3-5]", "(1, 2) (3-5)"),
        ("［１］ 【2】", "(１) (2)"),
        ("[\u200b1]", "(1)"),
        ("[1\n]", "(1)"),
        ("he said [sic] so", "he said [sic] so"),
    ],
)
def test_plain_leaves_no_citation_mark_of_an_article(raw: str, shown: str) -> None:
    """Numbers in square brackets become numbers in round ones; other brackets stay."""
    assert safe.plain(raw) == shown


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " data:text/html,x", "file:///etc/passwd", "//host/x",
        "http:", "https://[", "ftp://host/x", "java\nscript:alert(1)",
    ],
)  # fmt: skip
def test_only_web_addresses_pass(url: str | None) -> None:
    """Any other scheme, or none, gives no link."""
    assert safe.safe_url(url) is None


def test_a_web_address_cannot_leave_its_attribute() -> None:
    """Quotes, angle brackets and spaces are percent-encoded or dropped; what was encoded stays so."""
    assert safe.safe_url("https://h.example/a b\"<x>?q=%20&r='") == "https://h.example/ab%22%3Cx%3E?q=%20&r=%27"


def test_sums_of_money_and_names_with_underscores_stay_readable() -> None:
    """Markdown escaping adds nothing where nothing could happen."""
    text = "The U.S. paid $300 million & 5% (of $1.2bn) to file_name-2.txt; it's #1!"
    assert safe.markdown(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# h #", r"\# h \#"),
        ("##", r"\#\#"),
        ("- item", r"\- item"),
        ("+1", r"\+1"),
        ("===", r"\==="),
        ("12. May", r"12\. May"),
        ("3) x", r"3\) x"),
        ("> q", "&gt; q"),
        ("a|b", r"a\|b"),
        ("`c` ~~s~~", r"\`c\` \~\~s\~\~"),
        ("*b* _i_ __b__", r"\*b\* \_i\_ \_\_b\_\_"),
        ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"),
        ("<b>&lt;&#60; A&B", "&lt;b&gt;&amp;lt;&amp;#60; A&B"),
        ("http://x.example www.x.example mailto:a@x", "http&#58;//x.example www&#46;x.example mailto&#58;a@x"),
        ("$$x$$", r"\$\$x\$\$"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_markdown_escapes_every_construct(text: str, escaped: str) -> None:
    """Headings, lists, quotes, rules, tables, code, emphasis, links, markup, bare addresses, mathematics."""
    assert safe.markdown(text) == escaped


def test_json_is_inert_and_its_values_whole() -> None:
    """Control and bidi characters are escapes in the bytes and themselves in the value."""
    value = {"text": 'a\x1b[31m\x7f\x9b\u202e\u2066\U000e0041\ud800\n"é'}
    document = safe.json_safe(json.dumps(value, ensure_ascii=False))
    assert json.loads(document) == value
    assert "é" in document
    assert safe.clean(document) == document
