"""Completion by the shell: the names of what is in the library, and the script of each shell.

The work of finding out what is being completed is click's; see https://click.palletsprojects.com/shell-completion/.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, ClassVar

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, add_completion_class, split_arg_string

VARIABLE = "_BRIEF_COMPLETE"
"""Set by the shell's script: what it asks for."""
SHELLS = ("bash", "zsh", "fish")
_DESCRIBED = 70
"""Characters of what is said beside a name."""

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


def names_of(*kinds: str) -> Completer:
    """Completes the names of these kinds (see brief.workflows.completing) in the library that the line names, or the
    one of the settings."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from brief.config import load_settings
        from brief.errors import ConfigError
        from brief.render.safe import one_line
        from brief.workflows.completing import names

        try:
            settings = load_settings({"library": ctx.params.get("library")})
        except ConfigError:
            return []
        given = ctx.params.get(param.name or "") or ()
        return [
            CompletionItem(one_line(name), help=one_line(what)[:_DESCRIBED])
            for kind in kinds
            for name, what in names(settings, kind, incomplete)
            if param.nargs == 1 or name not in given
        ]

    return complete


def script(shell: str) -> str:
    """What makes a shell complete `brief`, as its own script."""
    from click.shell_completion import get_completion_class

    from brief.cli.app import cli

    maker = get_completion_class(shell)
    assert maker is not None
    return maker(cli, {}, "brief", VARIABLE).source()


@add_completion_class
class Bash(BashComplete):
    """Bash, with names that hold spaces, colons or `@`: the line is split here as the shell's parser splits it, and
    what is offered is written as it has to stand on the line."""

    source_template: ClassVar[str] = """\
%(complete_func)s() {
    local IFS=$'\\n' kind value
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames 2>/dev/null ;;
            file) compopt -o default 2>/dev/null ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    @staticmethod
    def _check_version() -> None:
        """Any bash that knows `compopt` (4.0) will do."""

    def get_completion_args(self) -> tuple[list[str], str]:
        # With a letter after it the last word is never empty, and is not a new one if a quotation mark is open.
        words = split_arg_string(os.environ["COMP_WORDS"] + "x")
        return words[1:-1], words[-1][:-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type},{_as_typed(str(item.value), os.environ['COMP_WORDS'])}"


def _as_typed(value: str, line: str) -> str:
    """A value as bash puts it in place of its last word, which begins after a character of COMP_WORDBREAKS."""
    word = re.search(r"(?:\\.|\S)*$", line)
    typed = word[0] if word else ""
    if re.search(r"(?<!\\)[\"']", _unquoted(line)):
        return value  # bash keeps the quotation mark that is open, and closes it
    value = re.sub(r"([^\w@%+=:,./~-])", r"\\\1", value)
    breaks = re.escape(os.environ.get("COMP_WORDBREAKS", ":="))
    before = re.search(rf"^(?:\\.|[^\\])*[{breaks}]", typed)
    return value.removeprefix(before[0]) if before else value


def _unquoted(line: str) -> str:
    """A line without its closed quotations."""
    return re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'", "", line)


@add_completion_class
class Fish(FishComplete):
    """Fish, with names and descriptions that hold commas."""

    source_template: ClassVar[str] = FishComplete.source_template.replace('split ","', 'split --max 1 ","')


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS), required=False)
def completion_command(shell: str | None) -> None:
    """Print the script that completes commands and names on Tab.

    The script for SHELL (by default your own) also completes outlets, articles, citations, runs, topics and followed
    sources. To install it:

    \b
      bash:  echo 'eval "$(brief completion bash)"' >> ~/.bashrc
      zsh:   echo 'eval "$(brief completion zsh)"' >> ~/.zshrc     (after compinit)
      fish:  brief completion fish > ~/.config/fish/completions/brief.fish

    \b
    Examples:
      brief completion bash
      eval "$(brief completion zsh)"
    """
    shell = shell or os.path.basename(os.environ.get("SHELL", ""))  # noqa: PTH119
    if shell not in SHELLS:
        raise click.UsageError(f"your shell is {shell or 'unknown'}: name one of {', '.join(SHELLS)}")
    click.echo(script(shell))
