"""`brief serve`."""

from __future__ import annotations

import threading
from typing import Any

import click

from brief.cli.options import judge_option, library_options, model_option
from brief.cli.serving import show_warnings
from brief.cli.session import Session
from brief.errors import ConfigError, lacks_extra

PORT = 8765


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, metavar="PORT", help=f"Listen there ({PORT}; 0: any)."
)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen at this address (127.0.0.1).")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Also answer requests for this host name; repeatable.",
)
@click.option("--open", "open_", is_flag=True, help="Open the start page in a browser.")
@model_option
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend at most this much on one answer.")
@judge_option
@click.option("--quiet", "-q", is_flag=True, help="No notes on stderr.")
@library_options
def serve_command(port: int, host: str, hosts: tuple[str, ...], open_: bool, quiet: bool, **flags: Any) -> None:
    """Open the library in a browser: ask, search, read, check drafts.

    The digests, a question box whose answers come with their sources beside them, search, every article with the cited
    sentence marked, and a page that checks a draft. No article is added, changed or removed; answers are recorded, as
    `brief ask` records them. Only this machine is answered: elsewhere is refused unless --allow-host names the host by
    which the server is called, and there is no password.

    \b
    Examples:
      brief serve --open
      brief serve --library ~/news --port 9000
    """
    try:
        from brief.serving.http import serve
        from brief.serving.web.app import make_app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio"):
            raise
        raise ConfigError(lacks_extra("`brief serve`", "serve")) from None
    session = Session(quiet=quiet, **flags)
    show_warnings(session)

    def ready(address: str) -> None:
        session.complain(f"reading {session.settings.library} at {address}/ (Ctrl-C ends it)")
        if open_:
            # Beside the server: a browser in the terminal would keep it from answering.
            threading.Thread(target=click.launch, args=(f"{address}/",), daemon=True).start()

    serve((host, port), hosts, lambda names: make_app(session.settings, names), ready)
