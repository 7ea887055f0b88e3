"""From bytes to text."""

from __future__ import annotations

import codecs

import pytest

from brief.errors import SourceError
from brief.sources.encoding import decode_html, decode_text

WESTERN = {
    "French": "La préfète a reçu les délégués à l'hôtel de ville, où l'accord fut signé.",
    "German": "Die Behörde erklärte, die Prüfung der Brücke dauere länger als üblich.",
    "Spanish": "El próximo año habrá más señales en el río, según la compañía.",
    "Portuguese": "A comissão disse que não haverá reunião amanhã.",
    "Danish": "Færgen til øen sejler ikke på lørdag, oplyser rederiet.",
    "one accent": "The new café opened on the harbor.",
    "typography": "The mayor said \u201cno\u201d \u2013 it\u2019s over\u2026 and costs \u00a35 or \u20ac6.",
}
OTHERS = {
    "cp1251": "Порт закрыт до понедельника, сообщила служба движения.",
    "koi8_r": "Порт закрыт до понедельника, сообщила служба движения.",
    "cp1250": "Most zostanie zamknięty w piątek, żeby naprawić łożyska.",
    "cp1253": "Το λιμάνι θα μείνει κλειστό έως τη Δευτέρα.",
    "shift_jis": "港は月曜日まで閉鎖されると当局は発表した。船は隣の港へ向かう。",
    "euc_kr": "항구는 월요일까지 폐쇄된다고 당국이 발표했다. 배는 이웃 항구로 간다.",
    "gb18030": "港口将关闭至星期一,当局宣布。船只驶往邻近的港口。",
    "big5": "港口將關閉至星期一,當局宣布。船隻駛往鄰近的港口。",
}


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western_text_comes_in_as_it_was_written(text: str) -> None:
    """Windows-1252 (and Latin-1) is recognised in a single sentence."""
    assert decode_text(text.encode("cp1252"), "x") == text


@pytest.mark.parametrize(("encoding", "text"), OTHERS.items(), ids=OTHERS)
def test_other_encodings_are_recognised(encoding: str, text: str) -> None:
    """Scripts that are not Western are left to charset-normalizer."""
    assert decode_text(text.encode(encoding), "x") == text


@pytest.mark.parametrize("text", ["Plain.\r\nLines\rand\nends\n", "Zürich – 東京 🚢\r\n"])
def test_utf8_is_taken_first_and_line_ends_stay(text: str) -> None:
    """Bytes that are UTF-8 are UTF-8, with or without a mark, and nothing is translated."""
    assert decode_text(text.encode(), "x") == text
    assert decode_text(codecs.BOM_UTF8 + text.encode(), "x") == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    """UTF-16 is recognised by its mark or by its pattern of zeros, UTF-32 by its mark."""
    text = "The bridge opens on Friday.\r\nThe ferry stops.\n"
    assert decode_text(text.encode(encoding), "x") == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(64)) * 9, "binary"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"\x1f\x8b\x08 and so on", "gzip"),
    ],
)
def test_binary_files_are_refused(data: bytes, why: str) -> None:
    """What is not text is named as such, not decoded into nonsense."""
    with pytest.raises(SourceError, match=f"x: not text.*{why}"):
        decode_text(data, "x")


def test_a_few_control_characters_are_still_text() -> None:
    """Escape sequences in a normal sentence stay in the raw text: they are made harmless where it is shown."""
    text = "The minister \x1b[31mwarned\x1b[0m of an alert\x07 on Thursday.\x00"
    assert decode_text(text.encode(), "x") == text


def test_a_page_says_its_own_encoding() -> None:
    """The page's meta element decides over a guess; the HTTP header over the meta element; UTF-8 over both."""
    page = '<html><head><meta charset="windows-1251"></head><body>Мост</body></html>'
    assert "Мост" in decode_html(page.encode("cp1251"), "x")
    assert "Мост" in decode_html(page.encode("koi8_r"), "x", "koi8-r")
    assert "Мост" in decode_html(page.encode("utf-8"), "x", "koi8-r")


def test_latin_1_in_a_page_means_windows_1252() -> None:
    """As browsers read it, so that curly quotation marks survive."""
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>\u201cYes\u201d</p>'
    assert "\u201cYes\u201d" in decode_html(page.encode("cp1252"), "x")


@pytest.mark.parametrize("label", ["no-such-charset", "base64", "x\0y", ""])
def test_a_label_that_names_no_encoding_is_ignored(label: str) -> None:
    """Nonsense in a header does not lose the page."""
    assert decode_html("<p>Größe</p>".encode("cp1252"), "x", label) == "<p>Größe</p>"


def test_japanese_mail_encoding_looks_like_ascii() -> None:
    """ISO-2022-JP is valid ASCII; a page that declares it is believed."""
    page = '<meta charset="iso-2022-jp"><p>港は閉鎖</p>'
    assert "港は閉鎖" in decode_html(page.encode("iso2022_jp"), "x")
