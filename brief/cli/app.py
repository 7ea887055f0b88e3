"""The `brief` command: a group that imports a subcommand's module only when that subcommand is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: dict[str, tuple[str, str]] = {
    "add": ("brief.cli.add", "Take articles into the library."),
    "follow": ("brief.cli.follow", "Follow a feed, a site, a folder or a file: each digest reads what is new there."),
    "sources": ("brief.cli.follow", "List what is followed, how it is and what it brought; --fetch reads it now."),
    "unfollow": ("brief.cli.follow", "Follow sources no more; their articles stay."),
    "topic": ("brief.cli.follow", "What you want to hear of: topics give a digest its sections."),
    "ask": ("brief.cli.ask", "Answer a question with cited, checked sentences."),
    "chat": ("brief.cli.chat", "Ask one question after the other, each understood with those before it."),
    "summarize": ("brief.cli.summarize", "Write a dated briefing over articles."),
    "digest": ("brief.cli.digest", "Write the briefing over what arrived since the last one."),
    "search": ("brief.cli.search", "Show the passages that match a query, the best first."),
    "show": ("brief.cli.show", "Show a cited sentence in its context, or an article as brief read it."),
    "check": ("brief.cli.check", "Check a text, sentence by sentence, against articles."),
    "serve": ("brief.cli.serve", "Show the library in a browser: ask, search, read, check a draft."),
    "mcp": ("brief.cli.mcp", "Serve the library to agents, by the Model Context Protocol."),
    "list": ("brief.cli.library", "List the articles of the library, the oldest first."),
    "remove": ("brief.cli.library", "Remove articles, and what quotes them, from the library."),
    "reindex": ("brief.cli.library", "Read and embed every article again."),
    "doctor": ("brief.cli.library", "Look for what is wrong, and say what helps."),
    "completion": ("brief.cli.completing", "Complete commands, options and names from the library on the Tab key."),
    "schedule": ("brief.cli.schedule", "Run the digest every day, by systemd or cron."),
    "runs": ("brief.cli.runs", "List what was asked and written before, the newest first."),
    "replay": ("brief.cli.runs", "Print an earlier answer or briefing again, byte for byte, without network."),
}
"""Each subcommand's module and its line in the help (which must equal the command's own: a test holds it)."""


class ReaderGone(Exception):
    """Whoever read standard output has seen enough (`brief list | head`). Nobody's failure."""


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise ReaderGone from None  # click would end the process with 1


class LazyGroup(click.Group):
    """Knows its commands by name and one line, so that `--help` imports none of them."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _reader_may_leave():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0] if args else ""
        if word and not word.startswith("-") and word not in COMMANDS and not ctx.resilient_parsing:
            meant = _meant(word)
            ctx.fail(f"no such command {word!r}" + (f": did you mean {meant}?" if meant else ""))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        begin = [CompletionItem(name, help=line) for name, (_, line) in COMMANDS.items() if name.startswith(incomplete)]
        return [*begin, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _meant(word: str) -> str:
    """What somebody may have meant who wrote this in the place of a command, or nothing."""
    from difflib import get_close_matches
    from pathlib import Path

    if len(word.split()) > 1:
        return f"`brief ask {word!r}`"
    if "://" in word or Path(word).exists():
        return f"`brief summarize {word}` or `brief add {word}`"
    return " or ".join(f"`brief {name}`" for name in get_close_matches(word, COMMANDS, n=2))


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from brief.versions import versions

        click.echo(versions(), nl=False)
        ctx.exit()


EPILOG = """\b
Examples:
  brief ask --from seeds "why is Seoul ending GSOMIA?"
  brief add ~/news && brief ask --as-of 2019-11-14 "what did Tokyo say?"
  brief summarize seeds --format html --out briefing.html
  brief digest --out ~/digests

\b
Exit codes: 0 done, 1 a bug, 2 usage, 3 configuration, 4 a source could not be
read (the others were), 5 the provider failed, 6 not answered by the library,
7 something is unsupported, 75 the library stayed busy, 130 interrupted."""


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and the commit.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Cited, checked answers and briefings from the news.

    Every sentence that is printed rests on exact source sentences and was checked against them first. What cannot be
    supported is withheld, and said to be withheld.
    """
    if ctx.invoked_subcommand is None:
        from brief.cli.beginning import begin

        begin(ctx)
