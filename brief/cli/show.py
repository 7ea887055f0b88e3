"""`brief show`."""

from __future__ import annotations

import re
from typing import Any

import click

from brief.cli.completing import names_of
from brief.cli.options import Name, library_options
from brief.cli.paging import print_paged
from brief.cli.session import Session, colour

_REF = re.compile(r"[0-9a-f]+@\d+-\d+")


@click.command("show")
@click.argument("ref", type=Name(), metavar="REF|ARTICLE", shell_complete=names_of("refs", "articles"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@library_options
def show_command(ref: str, as_json: bool, **flags: Any) -> None:
    """Show a citation in context, or an article as brief read it.

    REF is the `ref` of a citation, `<article version>@<start>-<end>`, as `ask -v` and `ask --json` print it. It stays
    valid when the article is edited: the old text is shown, with a note that there is a newer one.

    For an ARTICLE (its id from `brief list`, its address or its path), each line is shown with how brief reads it and
    why. Only lines marked `body` are cited, and `item` together with the sentence that opens its list.

    \b
    Examples:
      brief show 3f9d2c81aa04be57@120-310
      brief show https://example.org/news/harbour.html
    """
    from brief.workflows.show import show

    session = Session(**flags)
    if not _REF.fullmatch(ref):
        _show_article(session, ref, as_json)
        return
    with session.library() as library:
        passage = show(library, ref)
    if as_json:
        from brief.render.data import dumps, sentence_object

        page = dumps(sentence_object(passage.article, passage.sentence, passage.line), indent=True) + "\n"
    else:
        from brief.render.show import render_show

        page = render_show(passage.article, passage.sentence, style=colour())
    print_paged([page])
    if not passage.current:
        session.say("the article has a newer version; this is the text as it was cited")


def _show_article(session: Session, name: str, as_json: bool) -> None:
    from brief.workflows.show import show_article

    with session.library() as library:
        shown = show_article(library, name)
    if as_json:
        from brief.render.data import as_read_object, dumps

        page = dumps(as_read_object(shown.article, shown.stretches), indent=True) + "\n"
    else:
        from brief.render.show import render_as_read

        page = render_as_read(shown.article, shown.stretches, style=colour())
    print_paged([page])
