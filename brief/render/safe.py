"""Making text from articles, models and error messages inert, once for each place it can be printed.

Whatever an article contains, it must not move a terminal's cursor, reorder what the reader sees, run or
load anything in a page, change the structure of a Markdown file, or pass for one of our citation marks.
Every function here takes any string, lone surrogates included, and never raises.

    clean       control and invisible characters out, line ends made "\\n"
    one_line    clean, and white space collapsed to single spaces
    plain       one_line, and nothing in it looks like a citation mark: for terminals
    markdown    plain, and every construct of CommonMark and GFM escaped
    html        plain, and escaped for element content and quoted attributes
    safe_url    an http(s) URL that cannot leave its attribute or angle brackets, or None
    json_safe   finished JSON with the characters that `clean` would drop written as \\uXXXX
"""

from __future__ import annotations

import html as _html
import re
from urllib.parse import quote, urlsplit

# CSI sequences go as a whole (their parameters are no text); of any other escape only the control characters
# go, so that text cannot hide in one.
_CSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# C0 (but \t and \n), DEL and C1; soft hyphen, Arabic letter mark, Mongolian vowel separator, zero-width space,
# directional marks, embeddings, overrides and isolates, invisible operators, deprecated format characters,
# byte order mark, interlinear annotation, musical format characters, tags.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]")
# Joiners shape letters of other scripts and emoji; between ASCII they only hide.
_IDLE_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_JSON = re.compile(f"[{_INVISIBLE}\ud800-\udfff]")

_LOOKALIKE = re.compile(
    r"[\[［【〔⟦⁅]\s*(S?\d+(?:\s*[,;:–—-]\s*S?\d+)*)\s*[\]］】〕⟧⁆]",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Drop what a terminal or a page could act on but a reader cannot see; keep line ends as `\\n`.

    Kept: `\\n`, and the zero-width joiners between letters that are not ASCII. A lone surrogate (it cannot be
    encoded) becomes U+FFFD, a tab a space.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", _CSI.sub("", text)).replace("\t", " ")
    text = _DROPPED.sub("", text)
    return _SURROGATE.sub("\ufffd", _IDLE_JOINER.sub("", text))


def one_line(text: str) -> str:
    """`clean`, with every run of white space made one space."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """One inert line in which only round brackets hold numbers: `[1]` and `[S4]` are marks of ours alone."""
    return _LOOKALIKE.sub(r"(\1)", one_line(text))


_MARKDOWN = re.compile(
    r"""(?P<backslash>[\\`*\[\]|~])
      | (?P<word>(?<![^\W_])_|_(?![^\W_]))           # inside a word an underscore is only a letter
      | (?P<mathematics>\$(?!\d))                    # $300 million stays; mathematics does not start
      | (?P<start>^[-+=])                            # lists, rules, underlined headings
      | (?P<hash>^\#|\#(?=\#*$))                     # headings, and their closing sequence
      | (?P<entity>[<>]|&(?=\#?\w+;))
      | (?P<colon>:(?=//)|(?<=mailto):|(?<=xmpp):)   # GFM links bare addresses
      | (?P<dot>(?<=\bwww)\.)""",
    re.VERBOSE | re.IGNORECASE,
)
_MARKDOWN_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", ":": "&#58;", ".": "&#46;"}


def markdown(text: str) -> str:
    """One line that CommonMark and GFM show as the same text, at the start of a line or within one."""
    text = _MARKDOWN.sub(_escape_markdown, plain(text))
    return _MARKDOWN_NUMBER.sub(r"\1\\\2", text)


def _escape_markdown(m: re.Match[str]) -> str:
    # Entities rather than backslashes where not every Markdown knows the backslash.
    return _ENTITIES[m[0]] if m.lastgroup in ("entity", "colon", "dot") else "\\" + m[0]


def html(text: str) -> str:
    """One line for the content of an element or for a double-quoted attribute."""
    return _html.escape(plain(text), quote=True)


def html_block(text: str) -> str:
    """Text of several lines for the content of an element; marks are left alone, as in the article."""
    return _html.escape(clean(text), quote=True)


def safe_url(url: str | None) -> str | None:
    """The URL, percent-encoded where it must be, if it is http or https with a host; else None."""
    if not url:
        return None
    url = "".join(clean(url).split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe="%/:?#@!$&()*+,;=~-._")


def json_safe(document: str) -> str:
    """JSON text with invisible and control characters as escapes: the value is the same, the bytes are inert."""
    return _NOT_IN_JSON.sub(lambda m: _json_escape(ord(m.group())), document)


def _json_escape(code: int) -> str:
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
