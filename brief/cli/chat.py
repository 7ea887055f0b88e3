"""`brief chat`."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from brief.cli.answering import Answering
from brief.cli.options import (
    filter_options,
    library_options,
    plan_option,
    question_of,
    spending_options,
)
from brief.cli.session import Session
from brief.errors import BriefError, ExitCode, no_articles
from brief.render.safe import one_line

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer, Query
    from brief.workflows.conversation import Conversation

PROMPT = "? "
MOST_QUESTIONS = 200
"""Earlier questions that the arrow keys go back to."""
HELP = """\
Ask in your own words; each question may build on those before it. Ctrl-C stops an answer, Ctrl-D ends the chat.
  /sources     show the sentences that the last answer cites
  /open [N]    open the last answer, or its source N, in a browser
  /new         start a new conversation
  /help        show this
  /quit        end the chat
"""


@click.command("chat")
@filter_options
@click.option("-c", "--continue", "follow", is_flag=True, help="Follow up on the last question and its answer.")
@plan_option
@spending_options
@click.option("--quiet", "-q", is_flag=True, help="No progress and no notes on stderr.")
@library_options
@click.pass_context
def chat_command(
    ctx: click.Context,
    /,
    within: Query,
    follow: bool,
    quiet: bool,
    **flags: Any,
) -> None:
    """Ask questions that build on each other.

    \b
    Examples:
      brief chat
      brief chat -c --as-of 2019-11-14
    """
    from brief.workflows.conversation import Conversation, last_conversation

    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        if library.is_empty():
            raise no_articles(library.path)
        session.say_unknown_outlets(library, within)
        before = last_conversation(library) if follow else Conversation()
        chat = Chat(session, library, within, before)
        if sys.stdin.isatty():
            _remember_lines(library)
            click.echo("Ask about your articles; /help lists the commands.", err=True)
        while chat.take(_line()):
            pass
    ctx.exit(chat.code)


@dataclass(slots=True)
class Chat:
    """A conversation that is being held. `code` is the exit code that its last question would have had alone, `spent`
    what all of them may have cost (US dollars), as far as prices are known."""

    session: Session
    library: Library
    filters: Query
    before: Conversation
    last: Answer | None = field(default=None)
    code: int = ExitCode.OK
    spent: float = 0.0

    def take(self, line: str | None) -> bool:
        """One line that was typed (None: the end of them); whether the chat goes on."""
        if line is None:
            return False
        command, _, rest = line.strip().partition(" ")
        if command in ("/quit", "/exit"):
            return False
        if command == "/help":
            click.echo(HELP, err=True, nl=False)
        elif command == "/new":
            self._forget()
        elif command == "/sources":
            self._show_sources()
        elif command == "/open":
            self._open(rest.strip())
        elif command.startswith("/"):
            self.session.complain(f"no such command {command}; /help lists them")
        elif line.strip():
            self._ask(line)
        return True

    def _ask(self, line: str) -> None:
        """One question; what goes wrong with it ends the answer and not the chat."""
        from dataclasses import replace

        from brief.cli.session import exit_code_of
        from brief.workflows.asked import AskOptions

        try:
            query = replace(self.filters, text=question_of(line))
        except click.BadParameter as error:
            self.session.complain(error.message)
            return
        settings = self.session.settings
        prepared = None
        try:
            prepared = self.session.prepared(spent=self.spent)
            options = AskOptions(settings.evidence_tokens, judge=prepared.options.judge, plan=settings.plan)
            how = self.session.rendering("text", verbose=False, out=None)
            kept = Answering(self.session, self.library, how, "chat").answer(query, prepared, options, self.before)
            if how.width is not None:
                click.echo()  # between the answer and the next question
        except KeyboardInterrupt:
            click.echo()
            self.session.say("stopped")
            self.code = ExitCode.INTERRUPTED
        except BriefError as error:
            self.session.complain(str(error))
            self.code = error.exit_code
        else:
            self.last, self.before = kept.answer, kept.conversation
            self.code = exit_code_of(kept.answer, strict=False, problems=0)
        finally:
            if prepared is not None and prepared.chat is not None:
                self.spent += prepared.chat.account.spent

    def _forget(self) -> None:
        from brief.workflows.conversation import Conversation

        self.before, self.last = Conversation(), None
        self.session.say("new conversation")

    def _show_sources(self) -> None:
        from brief.render.terminal import render_sources

        if self.last is None:
            self.session.complain("no question has been asked yet")
            return
        how = self.session.rendering("text", verbose=True, out=None)
        click.echo(render_sources(self.last, style=how.style, width=how.width), nl=False)

    def _open(self, number: str) -> None:
        from brief.cli.opening import open_answer, open_source

        if self.last is None:
            self.session.complain("no question has been asked yet")
        elif not number:
            open_answer(self.session, self.library, self.last)
        else:
            open_source(self.session, self.last, number)


def _line() -> str | None:
    """The next line that is typed; None at the end of them. Ctrl-C takes back what was typed so far."""
    while True:
        try:
            return input(PROMPT if sys.stdin.isatty() else "")
        except EOFError:
            if sys.stdin.isatty():
                click.echo()
            return None
        except KeyboardInterrupt:
            click.echo()


def _remember_lines(library: Library) -> None:
    """Line editing, where the platform has it, with the questions asked of this library before to go back to."""
    with contextlib.suppress(ImportError):
        import readline

        from brief.workflows.conversation import COMMANDS

        asked = dict.fromkeys(row.question for row in library.runs() if row.question and row.command in COMMANDS)
        for question in reversed(list(asked)[:MOST_QUESTIONS]):
            readline.add_history(one_line(question))
