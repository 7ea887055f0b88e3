"""Bytes to text: what encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from brief.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\x1f\x8b", "gzip data"))
# Everything below U+0020 but the white space, backspace and escape that real text files hold; and delete.
_CONTROLS = bytes(b for b in (*range(32), 127) if b not in b"\b\t\n\v\f\r\x1b")
_NOT_CONTROLS = bytes(b for b in range(256) if b not in _CONTROLS)
_CONTROL_SHARE = 0.02
_CONTROLS_ALLOWED = 4
_SAMPLE = 32_768
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
# What a page calls these, browsers read as their larger Windows siblings (WHATWG Encoding, "names and labels").
_WHATWG = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


def decode_text(data: bytes, where: str, declared: str | None = None) -> str:
    """The text in `data`, without a byte order mark and with line ends as they are.

    A byte order mark decides; else UTF-8 if the bytes are valid UTF-8; else the `declared` encoding if they
    are valid in it; else what charset-normalizer finds. Raises SourceError for bytes that are not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise SourceError(where, f"not text (it is {name})")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    if len(data.translate(None, _NOT_CONTROLS)) > max(_CONTROLS_ALLOWED, _CONTROL_SHARE * len(data)):
        raise SourceError(where, "not text (binary data)")
    codec = _codec(declared)
    stateful = codec is not None and codec.startswith(("iso2022", "hz"))  # these look like ASCII
    for candidate in (codec, "utf-8") if stateful else ("utf-8", codec):
        if candidate:
            try:
                return data.decode(candidate)
            except UnicodeDecodeError:
                continue
    return _decode_unknown(data, where)


def decode_html(data: bytes, where: str, declared: str | None = None) -> str:
    """The text of an HTML page; `declared` is the charset of the HTTP header, which outranks the page's own."""
    head = data[:4096]
    own = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return decode_text(data, where, declared or (own[1].decode("ascii") if own else None))


def _codec(name: str | None) -> str | None:
    """Python's name of an encoding label, None where there is none (or where it is not a text encoding)."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)  # refuses the codecs that are not text encodings (base64, zlib, ...)
    except (LookupError, ValueError):
        return None
    return _WHATWG.get(info.name, info.name)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all zero bytes of mostly-ASCII text stand on one side of each pair."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.4 * len(sample) / 2 and others <= 0.01 * zeros:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return encoding if all(c.isprintable() or c.isspace() for c in text[:1000]) else None
    return None


def _decode_unknown(data: bytes, where: str) -> str:
    """Text that is not Unicode. charset-normalizer decides between families of encodings.

    Where it finds a single-byte Latin one it prefers the Central European page to the Western one even for
    French; there Windows-1252 is taken if every character that it gives could stand where it stands.
    """
    import charset_normalizer

    best = charset_normalizer.from_bytes(_sample(data)).best()
    western = _western(data)
    if western is not None and (best is None or _is_latin(best.encoding, data)):
        return western
    if best is None:
        raise SourceError(where, "not text (no known encoding)")
    return data.decode(best.encoding, errors="replace")


def _sample(data: bytes) -> bytes:
    """Enough to judge by: a stretch from shortly before the first non-ASCII byte, cut at white space."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = data.rfind(b" ", 0, max(0, first - 500)) + 1
    end = start + _SAMPLE
    if end < len(data):
        end = max(data.rfind(b" ", first + 1, end), data.rfind(b"\n", first + 1, end), 0) or end
    return data[start:end]


def _is_latin(encoding: str, data: bytes) -> bool:
    """Whether `encoding` writes these bytes mostly in Latin letters (or not in letters at all)."""
    try:
        letters = [c for c in data[:_SAMPLE].decode(encoding, errors="ignore") if c > "\x7f" and c.isalpha()]
    except LookupError:
        return False
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin * 2 >= len(letters)


# In Windows-1252 these are signs or rare letters; inside a word they mean that the text is in another page.
_OUT_OF_PLACE = re.compile(r"(?<=[^\W\d_])[¡¢£¤¥¦§¨©«¬®¯°±²³¶¸¹º»¼½¾¿×÷þðÞÐýŸ‰†‡ˆ˜‹›€](?=[^\W\d_])|[¤¦¬¯¸þðÞÐý]")


def _western(data: bytes) -> str | None:
    """`data` read as Windows-1252, None if it cannot be that."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _OUT_OF_PLACE.search(text) else text
