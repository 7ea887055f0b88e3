"""A briefing as a mail (RFC 5322), and in short, as a message that is sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from brief.models import SECTIONS, Briefing
from brief.render import briefing_words, phrases, terminal
from brief.render.mail_page import render_mail_page
from brief.render.safe import one_line, plain

_RUN_TIME = re.compile(r"(\d{8})-(\d{6})")
_WIDTH = 76


def render_mail(briefing: Briefing) -> str:
    """The page as a mail in two forms, plain text and HTML, for `sendmail you@example.org < 2019-11-14.eml`.

    Who sends it and to whom is for the program that does: it adds From and To. The same briefing gives the same bytes.
    ASCII alone; lines end with a line feed, as sendmail reads them.
    """
    mail = EmailMessage(policy=policy.default)
    mail["Subject"] = subject(briefing)
    mail["Date"] = format_datetime(_when(briefing))
    if briefing.run:
        mail["Message-ID"] = f"<{one_line(briefing.run)}@brief.invalid>"
    text = terminal.render_briefing(briefing, verbose=False, style=False, width=_WIDTH)
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(render_mail_page(briefing), subtype="html", charset="utf-8", cte="quoted-printable")
    mail.set_boundary(f"=_brief_{one_line(briefing.run) or briefing.date.isoformat()}")
    return mail.as_string()


def subject(briefing: Briefing) -> str:
    """What it is and of which day, in one line: a digest is named by its day, a summary by what it is about."""
    title, day = one_line(briefing.title), briefing_words.weekday(briefing.date)
    return title if briefing_words.day(briefing.date) in title else f"{title} ({day})"


def in_short(briefing: Briefing) -> str:
    """The part In short as plain text: a sentence or two for each story, with its outlets and days."""
    lines = []
    for story in briefing.stories:
        for claim in story.sections.get(SECTIONS[0], ()):
            cited = [c for c in briefing.citations if c.n in claim.citations]
            named = ", ".join(dict.fromkeys(briefing_words.dated_outlet(c.article) for c in cited))
            lines.append(f"- {plain(phrases.with_dates(claim))}{f' [{plain(named)}]' if named else ''}")
    return "\n".join(lines) or "\n".join(map(plain, briefing.notes))


def _when(briefing: Briefing) -> datetime:
    """When it was made: the run says it; else the beginning of its day. As UTC, which a record does not know better."""
    found = _RUN_TIME.match(briefing.run)
    if found:
        return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return datetime(briefing.date.year, briefing.date.month, briefing.date.day, tzinfo=UTC)
