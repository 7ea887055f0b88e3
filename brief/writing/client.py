"""One conversation with an OpenAI-compatible endpoint: what it can do, what it took, what it may cost.

`Chat.complete` is all that a writer or a judge needs. It streams, asks for the strictest form of answer that the
endpoint can do, lets a model think within an allowance, leaves out what the endpoint refuses (and remembers it, see
`abilities`), notices a prompt that was cut without a word, and turns every failure into one line.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from brief.errors import BadResponse, BriefError, ConfigError, CostExceeded
from brief.models import Usage
from brief.writing.abilities import Abilities, Memory, refuses
from brief.writing.allowance import cap_name, cap_of, no_words, second_try
from brief.writing.efforts import Efforts
from brief.writing.endpoint import OPENAI_URL, Endpoint
from brief.writing.events import Answer, BrokenOff, Took
from brief.writing.failures import EFFORT, ContextExceeded, Lesson, Refused, cut_line, lesson
from brief.writing.prices import Budget, Price
from brief.writing.prompt_tokens import PromptTokens, count_prompt
from brief.writing.protocol import Form
from brief.writing.sending import Connection
from brief.writing.sizes import LEAST_CONTEXT, Sent, is_small, was_cut
from brief.writing.tokens import Count, count_tokens, least_tokens

if TYPE_CHECKING:
    import httpx2

_USUAL_RATIO = 0.65
"""Tokens of an endpoint for each one that is estimated here."""
_MORE_ROOM = 4
"""Times the allowance for thoughts that a second try gets."""
_SPARE = 1.1
"""Times what a ratio makes of a prompt: it is of another prompt, and may be off by a twentieth (see `_look_at`)."""

Message = dict[str, str]
Build = Callable[[Form], Sequence[Message]]
"""Makes the messages for a answer format: the prompt says what the form does not enforce."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a request would take. `request` is the body that would be sent.

    `exact`: `prompt_tokens` were counted with the model's own encoding; else they are an over-estimate.
    `completion_tokens`: at most, thoughts included. `cost_usd` is the most it can cost, with an answer and thoughts
    of full length; None where the price is unknown.
    """

    prompt_tokens: int
    exact: bool
    completion_tokens: int
    request: dict[str, Any]
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back. `broken` says in words why the answer is not whole; empty when it is."""

    text: str
    form: Form
    usage: Usage
    broken: str = ""


class _AllThoughts(Exception):
    """The allowance was spent before any text came."""


@dataclass(slots=True)
class Account:
    """What requests took, of one model or of several that are paid for together."""

    usage: Usage = field(default_factory=Usage)
    estimated: bool = False
    """An endpoint did not report what a request took."""
    spent: float = 0.0
    """US dollars at most, as far as prices are known."""


class Chat:
    """Requests to one endpoint, with what was learnt about it. Not for use by several threads.

    `notes` are lines for the reader of what is written. No request is sent that could take the sum beyond the `budget`.
    `memory` keeps what is learnt; without one it is forgotten with this object. `tell` is given lines for whoever runs
    the program: what happened, what to do. Chats with one `account` share usage and cap.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        budget: Budget | None = None,
        transport: httpx2.BaseTransport | None = None,
        memory: Memory | None = None,
        account: Account | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.account = account or Account()
        budget = budget or Budget()
        self.price: Price | None = budget.prices.of(endpoint.model) if budget.prices is not None else None
        if budget.most is not None and self.price is None:
            raise ConfigError(
                f"the price of {endpoint.model} is unknown, so --max-cost cannot be enforced: "
                "add it to your own price table (BRIEF_PRICES)"
            )
        self.max_cost = budget.most
        self.memory = memory or Memory(None, endpoint.address, endpoint.model)
        self.form = self.abilities.form
        self.tell: Callable[[str], None] = lambda _: None
        self._notes: dict[str, None] = {}
        self._told: set[str] = set()
        self._efforts = Efforts(endpoint.effort, self.memory)
        self._room, self._again = self.abilities.room, False
        self._connection = Connection(endpoint, transport)

    @property
    def usage(self) -> Usage:
        """What all requests of its account took."""
        return self.account.usage

    @property
    def estimated(self) -> bool:
        """Whether an endpoint did not report what a request took."""
        return self.account.estimated

    @property
    def abilities(self) -> Abilities:
        """What is known of the endpoint."""
        return self.memory.abilities

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes)

    @property
    def context(self) -> int | None:
        """Tokens that the model reads at a time, as far as that is known."""
        known = [n for n in (self.endpoint.context, self.abilities.context) if n is not None]
        return min(known, default=None)

    @property
    def effort(self) -> str | None:
        """The effort that is now asked for; None where none is."""
        return None if is_small(self.endpoint.model) else self._efforts.now

    @property
    def small(self) -> bool:
        """Whether the model gets short prompts and little evidence (see `sizes.is_small`)."""
        return is_small(self.endpoint.model, self.context)

    @property
    def room(self) -> int | None:
        """Tokens, as counted here, of a prompt that is read whole and leaves room for an answer; None: unknown.

        Before a whole prompt was seen to be read, the count here is taken for the endpoint's: it is an over-estimate.
        """
        context, ratio = self.context, self.abilities.ratio
        if context is None:
            return None
        return int((context - self._least_answer(context)) / ratio) if ratio else context

    def step_down(self) -> bool:
        """Go to the next weaker form of answer; False when there is none."""
        weaker = self.form.weaker
        if weaker is not None:
            self.form = weaker
        return weaker is not None

    def close(self) -> None:
        """Close the connections. The chat may be used again."""
        self._connection.close()

    def request(self, build: Build, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The body of the request as it would now be sent: the same arguments, the same bytes."""
        endpoint, refused = self.endpoint, self.abilities.refused
        body: dict[str, Any] = {
            "model": endpoint.model,
            "messages": list(build(self.form)),
            "max_completion_tokens": self._allowance(),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        by_name = is_small(endpoint.model)
        if by_name or endpoint.temperature is not None:
            body["temperature"] = endpoint.temperature or 0.0
            body["seed"] = endpoint.seed
        if self.effort:
            body[EFFORT] = self.effort
        if self.form is Form.JSON_SCHEMA:
            named = {"name": "draft", "strict": True, "schema": dict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.form is Form.JSON_OBJECT:
            body["response_format"] = {"type": "json_object"}
        if "max_completion_tokens" in refused:
            body["max_tokens"] = body["max_completion_tokens"]
        return {key: value for key, value in body.items() if key not in refused}

    def _allowance(self) -> int:
        """Tokens that may be written: the answer's own, and beside it thoughts where the model may have some."""
        thinking = self.abilities.thinks or not is_small(self.endpoint.model) or self._room > 1
        most = self.endpoint.max_completion_tokens + (self.endpoint.thoughts * self._room if thinking else 0)
        return min(most, self.abilities.output or most)

    def estimate(self, build: Build, schema: Mapping[str, Any]) -> Estimate:
        """What the request would take; nothing is sent."""
        body = self.request(build, schema)
        prompt = count_prompt(body, self.endpoint.model).total
        most = cap_of(body)
        cost = self.price.cost(prompt.at_most, most) if self.price is not None else None
        return Estimate(prompt.tokens, prompt.exact, most, body, cost)

    def complete(
        self, build: Build, schema: Mapping[str, Any], on_text: Callable[[str], None] | None = None
    ) -> Completion:
        """Ask, and give the answer's text to `on_text` piece by piece as it comes (all at once from an endpoint that
        was not yet seen to read as much).

        Raises CostExceeded before anything is sent, ContextExceeded for a prompt that is too long or was cut,
        BadResponse for an answer without any text, ProviderError for every other failure. One whose whole cap went
        into thoughts is asked for once more, unless with no less effort and no higher cap.
        """
        deadline = time.monotonic() + self.endpoint.longest
        self._room, self._again = self.abilities.room, False
        spent: dict[str, Any] | None = None
        told = ""
        while True:
            body = self.request(build, schema)
            prompt = count_prompt(body, self.endpoint.model)
            self._keep_context(body, prompt)
            self._keep_cost(body, prompt.total)
            if spent is not None and (said := second_try(spent, body, self.endpoint)) != told:
                self.tell(said)
                told = said
            try:
                completion = self._ask(body, prompt, on_text, deadline)
                usual = self.endpoint.max_completion_tokens + self.endpoint.thoughts
                if self._again and completion.usage.completion_tokens > usual:
                    self.memory.learn({"room": str(self._room)})
                return completion
            except Refused as refused:
                learnt = lesson(refused.said, body)
                if learnt is None or not self._adapt(learnt):
                    raise refused.error from None
            except ContextExceeded as exceeded:
                if exceeded.context:
                    self.memory.learn({"context": str(exceeded.context)})
                # Many servers count what may be written, too: with less of that, they may read the same prompt.
                if exceeded.cut or not self._keep_context(body, prompt):
                    raise
            except _AllThoughts:
                if spent is not None:
                    raise no_words(body, self.endpoint) from None
                spent, self._room, self._again = body, _MORE_ROOM, True
                if EFFORT in body:
                    self._efforts.lower()

    def _keep_context(self, body: dict[str, Any], prompt: PromptTokens) -> bool:
        """Shrink the allowance to what the context leaves, an answer's at least; whether that makes the request fit."""
        context, ratio = self.context, self.abilities.ratio
        if context is None or not cap_of(body):
            return False
        reads = prompt.messages.tokens * ratio * _SPARE if ratio else prompt.total.tokens
        least, asked = self._least_answer(context), cap_of(body)
        fits = max(int(context - reads), least)
        body[cap_name(body)] = min(fits, asked)
        return fits < asked and prompt.messages.tokens * (ratio or _USUAL_RATIO) + least <= context

    def _least_answer(self, context: int) -> int:
        """Tokens of a context that are kept for an answer."""
        return min(self.endpoint.max_completion_tokens, context // 4)

    def _keep_cost(self, body: dict[str, Any], prompt: Count) -> None:
        """Shrink the allowance for thoughts to what --max-cost leaves. Raises CostExceeded where no answer fits."""
        if self.max_cost is None or self.price is None:
            return
        name, asked, left = cap_name(body), cap_of(body), self.max_cost - self.account.spent
        fits = self.price.affordable(prompt.at_most, left)
        least = min(self.endpoint.max_completion_tokens, asked)
        if fits < least or (name not in body and fits < asked):
            most = self.price.cost(prompt.at_most, least)
            raise CostExceeded(
                f"another request to {self.endpoint.model} could cost ${most:.4f}; "
                f"${left:.4f} are left under --max-cost"
            )
        if fits < asked:
            body[name] = fits
            self._notes[f"--max-cost leaves {fits:,} tokens for thoughts and answer in place of {asked:,}."] = None

    def _adapt(self, learnt: Lesson) -> bool:
        """Leave out or weaken what the endpoint refused; False when there is nothing weaker."""
        if learnt.form:
            stepped = self.step_down()
            self.memory.learn({"form": self.form.value})
            return stepped
        if learnt.output:
            new = learnt.output < self._allowance()
            self.memory.learn({"output": str(learnt.output)})
            return new
        if learnt.effort:
            self._efforts.refused(learnt.effort, learnt.others, lowered=self._again)
            return True
        self.memory.learn(refuses([learnt.parameter]))
        if learnt.parameter == EFFORT:
            self._efforts.leave_out()
        return True

    def _ask(
        self, body: dict[str, Any], prompt: PromptTokens, on_text: Callable[[str], None] | None, deadline: float
    ) -> Completion:
        least = sum(least_tokens(m["content"]) for m in body["messages"])
        sent = Sent(prompt.messages.tokens, least)
        # Until an endpoint was seen to read so much, its answer may be one to a part of the prompt.
        held = not self._reads_all and sent.least > self.abilities.read
        answer = Answer(None if held else on_text)
        try:
            for event in self._connection.events(body, deadline):
                answer.take(event)
        except BrokenOff as broken:
            answer.broken = str(broken)
        except (BriefError, KeyboardInterrupt):
            self._account(answer, prompt.total, body)
            raise
        usage = self._account(answer, prompt.total, body)
        self._look_at(answer.reported, sent)
        if not answer.text.strip():
            if answer.cut_short:
                raise _AllThoughts
            raise BadResponse(f"{self.endpoint.address}: {answer.emptiness()}")
        if held and on_text is not None:
            on_text(answer.text)
        return Completion(answer.text, self.form, usage, answer.trouble())

    @property
    def _reads_all(self) -> bool:
        """Whether it says so when a prompt is too long: OpenAI does."""
        return urlsplit(self.endpoint.base_url).hostname == urlsplit(OPENAI_URL).hostname

    def _look_at(self, took: Took | None, sent: Sent) -> None:
        """Learn from what the endpoint says it read. Raises ContextExceeded for less than the prompt had."""
        if took is None or self._reads_all:
            return
        known = self.abilities
        if was_cut(took.read, sent, ratio=known.ratio, read_before=known.read):
            whole = int(sent.counted * (known.ratio or _USUAL_RATIO))
            self._tell_once("cut", cut_line(self.endpoint, took.read, whole))
            raise ContextExceeded(
                f"{self.endpoint.address}: the prompt is longer than the context of {self.endpoint.model}, "
                f"{took.read:,} tokens: increase it in the model server",
                took.read,
                cut=True,
            )
        if took.read < LEAST_CONTEXT:
            return
        facts = {}
        if sent.least > 1.1 * known.read:
            facts["read"] = str(sent.least)
        ratio = took.read / sent.counted
        if known.ratio is None or abs(ratio / known.ratio - 1) > 0.05:
            facts["ratio"] = f"{ratio:.2f}"
        self.memory.learn(facts)

    def _tell_once(self, what: str, line: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self.tell(line)

    def _account(self, answer: Answer, prompt: Count, body: Mapping[str, Any]) -> Usage:
        """Add what the request took: as reported, else as counted. Of a request that got no answer: nothing."""
        if not answer.begun:
            return Usage()
        took = most = answer.reported
        if took is None or most is None:
            self.account.estimated = True
            written = count_tokens(answer.text, self.endpoint.model)
            took = Took(prompt.tokens, written.tokens + answer.thoughts)
            most = Took(prompt.at_most, min(cap_of(body), written.at_most + answer.thoughts * 4))
        cost = self.price.cost(took.read, took.written) if self.price is not None else None
        self.account.spent += self.price.cost(most.read, most.written) if self.price is not None else 0.0
        thoughts = min(answer.thoughts, took.written)
        if thoughts:
            self.memory.learn({"thinks": "yes"})
        usage = Usage(1, took.read, took.written, cost, thoughts)
        self.account.usage = self.account.usage.plus(usage)
        return usage
