"""`brief mcp`."""

from __future__ import annotations

from typing import Any

import click

from brief.cli.options import judge_option, library_options, model_option, web_option
from brief.cli.serving import show_warnings
from brief.cli.session import Session
from brief.errors import ConfigError, lacks_extra


@click.command("mcp")
@click.option(
    "--http", metavar="HOST:PORT", help="Serve over HTTP at this address instead of standard input and output."
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="With --http: also answer requests for this host name; repeatable.",
)
@click.option("--allow-add", is_flag=True, help="Let agents add articles; otherwise they can only read.")
@model_option
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend at most this much on one answer.")
@judge_option
@click.option("--quiet", "-q", is_flag=True, help="No notes on stderr.")
@web_option
@library_options
def mcp_command(
    http: str | None, hosts: tuple[str, ...], allow_add: bool, allow_private: bool, quiet: bool, **flags: Any
) -> None:
    """Serve the library to AI agents (Model Context Protocol).

    Agents get the tools ask, search, show, check, list_sources and digest, and each citation as a resource,
    brief://REF. They add, change and remove no article unless --allow-add says so; answers are recorded, as `brief ask`
    records them. With --http only this machine is answered: elsewhere is refused unless --allow-host names the host by
    which the server is called, and there is no password.

    \b
    Examples:
      brief mcp --library ~/news
      brief mcp --http 127.0.0.1:8766
      claude mcp add news -- brief mcp --library ~/news
    """
    if hosts and http is None:
        raise click.UsageError("--allow-host needs --http")
    if allow_private and not allow_add:
        raise click.UsageError("--allow-private needs --allow-add")
    try:
        from brief.serving.mcp import make_server
        from brief.serving.running import run_http, run_stdio
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "uvicorn", "pydantic", "anyio"):
            raise
        raise ConfigError(lacks_extra("`brief mcp`", "mcp")) from None
    session = Session(quiet=quiet, allow_private=allow_private, **flags)
    show_warnings(session)
    server = make_server(session.settings, allow_add=allow_add, allow_private=allow_private)
    if http is None:
        run_stdio(server)
    else:
        run_http(server, http, hosts, session.say)
