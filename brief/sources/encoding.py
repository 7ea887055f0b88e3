"""Bytes to text: what encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

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
_LATIN = ("cp1252", "cp1250", "iso8859_2")
_OTHER_SCRIPTS = (
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5",
)  # fmt: skip
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
    """Text that is not Unicode: Latin letters by what could stand where it stands, other scripts by charset-normalizer.

    charset-normalizer alone reads short French as Central European (both fit) and short Russian as Japanese:
    its choice is narrowed to the encodings that pages and old files really use.
    """
    import charset_normalizer

    sample = _sample(data)
    if _is_among_latin(sample):
        for encoding in _LATIN:
            text = _plausible(data, encoding)
            if text is not None:
                return text
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_OTHER_SCRIPTS)).best()
    best = best or charset_normalizer.from_bytes(sample).best()
    if best is None:
        raise SourceError(where, "not text (no known encoding)")
    return data.decode(best.encoding, errors="replace")


def _is_among_latin(sample: bytes) -> bool:
    """Non-ASCII bytes come one by one, beside ASCII letters; in other scripts whole words are made of them."""
    runs = re.findall(rb"([A-Za-z]?)([\x80-\xff]+)(?=([A-Za-z]?))", sample)
    length = sum(len(run) for _, run, _ in runs)
    beside = sum(bool(before or after) for before, _, after in runs)
    return length < 1.6 * len(runs) or (length < 2.5 * len(runs) and beside * 2 >= len(runs))


def _sample(data: bytes) -> bytes:
    """Enough to judge by: a stretch from shortly before the first non-ASCII byte, cut at white space."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = data.rfind(b" ", 0, max(0, first - 500)) + 1
    end = start + _SAMPLE
    if end < len(data):
        end = max(data.rfind(b" ", first + 1, end), data.rfind(b"\n", first + 1, end), 0) or end
    return data[start:end]


# Signs, and letters of few languages: inside a word they mean that the text is in another encoding.
_OUT_OF_PLACE = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶-¹»-¿×÷ˇ˘˙˛˝ŸŞ‰†‡ˆ˜‹›€](?=[^\W\d_])|[\x80-\x9f¤¦¬¯¸þðÞÐý]")


def _plausible(data: bytes, encoding: str) -> str | None:
    """`data` in a Latin encoding, None if it cannot be that."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    # Icelandic is Windows-1252, too, but far rarer than Czech or Turkish misread as it; in Czech `ý` is common.
    found = _OUT_OF_PLACE.findall(text)
    return None if (found if encoding == "cp1252" else set(found) - {"ý"}) else text
