"""`brief show`."""

from __future__ import annotations

from typing import Any

import click

from brief.cli.options import library_options
from brief.cli.session import Session, colour, write_result


@click.command("show")
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@library_options
def show_command(ref: str, as_json: bool, **flags: Any) -> None:
    """Show a cited sentence in its context.

    REF is the `ref` of a citation, `<article version>@<start>-<end>`, as `ask -v` and `ask --json` print it. It stays
    valid when the article is edited: the old text is shown, and that there is a newer one is said.

    \b
    Example:
      brief show 3f9d2c81aa04be57@120-310
    """
    from brief.workflows.show import show

    session = Session(**flags)
    with session.library() as library:
        passage = show(library, ref)
    if as_json:
        from brief.render.data import dumps, sentence_object

        page = dumps(sentence_object(passage.article, passage.sentence, passage.line), indent=True) + "\n"
    else:
        from brief.render.show import render_show

        page = render_show(passage.article, passage.sentence, style=colour())
    write_result(page, None)
    if not passage.current:
        session.say("the article has a newer version; this is the text that was cited")
