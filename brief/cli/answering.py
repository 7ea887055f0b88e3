"""What `ask` and `chat` share: one question answered, and printed as it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brief.cli.session import Session, write_result

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer, Query
    from brief.workflows.asked import AskOptions, Claimed, Progress
    from brief.workflows.asking import Kept
    from brief.workflows.conversation import Conversation
    from brief.workflows.replay import Rendering
    from brief.workflows.setup import PreparedWriter


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers questions of one library and prints them in one way. `command` is what the runs are listed under.

    An answer is finished and its run kept also where it cannot be printed (`brief ask … | head -1`, a full disk): it
    was paid for, and the next question may follow on it. Only then the OSError is raised.
    """

    session: Session
    library: Library
    how: Rendering
    command: str = "ask"
    out: Path | None = None

    def answer(self, query: Query, prepared: PreparedWriter, options: AskOptions, before: Conversation) -> Kept:
        from brief.cli.pages import AnswerStream
        from brief.workflows.asked import Claimed as ClaimedEvent
        from brief.workflows.asking import Outlet, ask_and_keep

        lost: OSError | None = None
        with self.session.telling() as progress:

            def put(text: str) -> None:
                nonlocal lost
                if self.out is None and lost is None:
                    progress.clear()
                    try:
                        write_result(text, None)
                    except OSError as error:
                        lost = error

            stream = AnswerStream(query.text, self.how, put, prose=prepared.writer.name != "extractive")

            def hear(event: Progress | Claimed) -> None:
                if isinstance(event, ClaimedEvent):
                    stream.claim(event.claim, event.citations)
                else:
                    progress.step(str(event))

            def finish(answer: Answer, texts: Mapping[str, str]) -> str:
                progress.clear()
                stream.end(answer, texts)
                return stream.printed

            kept = ask_and_keep(
                self.library, query, prepared, options, Outlet(self.how, finish, hear, self.command), before
            )
        if self.out is not None:
            write_result(stream.printed, self.out)
        if kept.problem:
            self.session.say(kept.problem)
        if lost is not None:
            raise lost
        return kept
