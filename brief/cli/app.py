"""The `brief` command: a group that imports a subcommand's module only when that subcommand is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Ask and read": {
        "ask": ("brief.cli.ask", "Answer a question with cited, checked sentences."),
        "chat": ("brief.cli.chat", "Ask questions that build on each other."),
        "search": ("brief.cli.search", "Find passages, best match first."),
        "show": ("brief.cli.show", "Show a citation in context, or an article as brief read it."),
        "list": ("brief.cli.library", "List articles, oldest first."),
        "serve": ("brief.cli.serve", "Open the library in a browser: ask, search, read, check drafts."),
        "mcp": ("brief.cli.mcp", "Serve the library to AI agents (Model Context Protocol)."),
    },
    "Write briefings": {
        "summarize": ("brief.cli.summarize", "Write a dated briefing from articles."),
        "digest": ("brief.cli.digest", "Write a briefing on what is new since the last one."),
        "topic": ("brief.cli.follow", "Manage the topics that give a digest its sections."),
        "schedule": ("brief.cli.schedule", "Run the digest every day with systemd or cron."),
    },
    "Check": {
        "check": ("brief.cli.check", "Check a text, sentence by sentence, against articles."),
    },
    "Collect articles": {
        "add": ("brief.cli.add", "Add articles to the library."),
        "follow": ("brief.cli.follow", "Follow a feed, site, folder or file; digests read what is new."),
        "sources": ("brief.cli.follow", "List what is followed; --fetch reads it now."),
        "unfollow": ("brief.cli.follow", "Stop following sources; their articles stay."),
        "remove": ("brief.cli.library", "Remove articles and what quotes them."),
    },
    "Look after it": {
        "runs": ("brief.cli.runs", "List earlier answers and briefings, newest first."),
        "replay": ("brief.cli.runs", "Print an earlier answer or briefing again, offline."),
        "doctor": ("brief.cli.library", "Check the library and the model, and suggest fixes."),
        "reindex": ("brief.cli.library", "Read and embed all articles again."),
        "completion": ("brief.cli.completing", "Print the script that completes commands and names on Tab."),
    },
}
"""Of each subcommand its module and its line in the help, which equals the command's own (a test holds it)."""

COMMANDS = {name: entry for commands in SECTIONS.values() for name, entry in commands.items()}


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
        longest = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(longest), line) for name, (_, line) in commands.items()])


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
Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 wrong configuration,
4 some source could not be read, 5 the model's provider failed, 6 the library
does not answer this, 7 something is unsupported, 75 the library stayed busy,
130 interrupted."""


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
    help="Show version and commit.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Cited, checked answers and briefings from the news.

    Every sentence rests on exact source sentences and was checked against them before you see it. What cannot be
    supported is withheld, and the page says so.
    """
    if ctx.invoked_subcommand is None:
        from brief.cli.beginning import begin

        begin(ctx)
