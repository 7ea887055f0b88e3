"""What is asked of a model: an answer or a story, from evidence, in the wording for its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from brief.models import Claim, EvidenceSentence, Setting
from brief.writing.client import Build, Message
from brief.writing.packet import said_before, show_articles
from brief.writing.prompts import Prompt
from brief.writing.protocol import (
    FULL,
    SMALL,
    Form,
    Room,
    Shown,
    answer_schema,
    full_answer_schema,
    neutralise,
    show,
    story_schema,
)
from brief.writing.replies import ReplyReader

OnClaim = Callable[[Claim], None]


@dataclass(frozen=True, slots=True)
class Request:
    """All that one request needs, whatever form of answer it comes to."""

    shown: Shown
    build: Build
    schema: Mapping[str, Any]
    room: Room
    story: bool = False
    may_search: bool = False

    def reader(self, form: Form, on_claim: OnClaim | None) -> ReplyReader:
        """What reads the reply in this form. While it may still be searched for, claims wait until it is clear that
        nothing is."""
        return ReplyReader(
            self.shown,
            form=form,
            sections=self.room.sections if self.story else None,
            room=self.room,
            may_search=self.may_search,
            on_claim=on_claim,
        )


class Task(Protocol):
    """What is to be written; `request` asks for it from these sentences."""

    def request(self, sentences: Sequence[EvidenceSentence]) -> Request: ...


class Wording:
    """The prompts for a model's size; a model that turns out to read little is `small` from then on."""

    def __init__(self, prompts: Mapping[str, Prompt], *, small: bool) -> None:
        self._prompts = prompts
        self.small = small

    @property
    def room(self) -> Room:
        return SMALL if self.small else FULL

    def messages(self, name: str, form: Form, values: Mapping[str, str]) -> list[Message]:
        prefix = "small/" if self.small else ""
        wording = self._prompts[f"{prefix}{name}-{'text' if form is Form.TEXT else 'json'}"]
        return self._prompts[prefix + name].messages(**values, format=wording.fill()[0])


@dataclass(frozen=True, slots=True)
class AnswerTask:
    """An answer to a question."""

    wording: Wording
    question: str
    setting: Setting

    def request(self, sentences: Sequence[EvidenceSentence]) -> Request:
        room = self.wording.room
        if self.wording.small:
            shown = show(self.question, sentences)
            extra = {}
            schema = answer_schema(shown.labels, room)
        else:
            shown = show_articles(self.question, sentences, self.setting)
            extra = {"setting": said_before(self.setting)}
            schema = full_answer_schema(shown.labels, room)
        values = {"nonce": shown.nonce, "question": shown.question, "evidence": shown.block, "most": str(room.claims)}
        return Request(
            shown,
            lambda form: self.wording.messages("answer", form, values | extra),
            schema,
            room,
            may_search=self.setting.may_search and not self.wording.small,
        )


@dataclass(frozen=True, slots=True)
class StoryTask:
    """The sections of a story."""

    wording: Wording
    title: str

    def request(self, sentences: Sequence[EvidenceSentence]) -> Request:
        shown = (show if self.wording.small else show_articles)(self.title, sentences)
        values = {"nonce": shown.nonce, "title": neutralise(self.title), "evidence": shown.block}
        return Request(
            shown,
            lambda form: self.wording.messages("story", form, values),
            story_schema(shown.labels, self.wording.room),
            self.wording.room,
            story=True,
        )
