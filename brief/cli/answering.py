"""What `ask` and `chat` share: one question answered, printed and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from brief.cli.session import Session, write_result

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer, Query
    from brief.workflows.asked import Asked, AskOptions
    from brief.workflows.conversation import Conversation
    from brief.workflows.finding import Finder
    from brief.workflows.replay import Rendering
    from brief.workflows.setup import Desk


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers questions of one library in one way. `command` is what the runs are listed under."""

    session: Session
    library: Library
    desk: Desk
    options: AskOptions
    how: Rendering
    command: str = "ask"
    out: Path | None = None

    def finder(self, query: Query, before: Conversation) -> Finder:
        from brief.workflows.finding import Finder

        return Finder(self.library, query, self.options, turns=before.turns, conversation=before.id)

    def answer(self, query: Query, before: Conversation) -> tuple[Answer, Conversation]:
        """The answer, after it was printed and recorded, and the conversation with it."""
        from dataclasses import replace

        from brief.cli.pages import AnswerStream
        from brief.workflows.ask import answer
        from brief.workflows.asked import Watch
        from brief.workflows.replay import cited_texts, new_run_id

        started = datetime.now()
        run_id = new_run_id(started)
        finder = self.finder(query, before)
        with self.session.telling() as progress:

            def put(text: str) -> None:
                if self.out is None:
                    progress.clear()
                    write_result(text, None)

            stream = AnswerStream(query.text, self.how, put)
            watch = Watch(stream.claim, progress.step)
            asked = finder.find(self.desk.writer, today=date.today(), watch=watch)
            options = replace(self.options, run=run_id)
            result = answer(asked, self.desk.writer, options, watch=watch, look=finder.look_further)
            texts = cited_texts(self.library, result) if self.how.format == "html" else {}
            stream.end(result, texts)
        if self.out is not None:
            write_result(stream.printed, self.out)
        asked = finder.asked or asked
        return result, self._keep(asked, result, before, started, stream.printed, texts)

    def _keep(
        self,
        asked: Asked,
        result: Answer,
        before: Conversation,
        started: datetime,
        printed: str,
        texts: dict[str, str],
    ) -> Conversation:
        from brief.workflows.conversation import in_words
        from brief.workflows.replay import Run

        cites = tuple(dict.fromkeys(c.sentence.version for c in result.citations))
        run = Run(
            result.run,
            self.command,
            started.isoformat(timespec="seconds"),
            asked.question,
            self.desk.options,
            self.how,
            printed,
            asked=asked,
            texts=texts,
            said=in_words(result),
            cites=cites,
        )
        self.session.keep(self.library, run, self.desk)
        return before.after(run.id, asked, run.said, cites)
