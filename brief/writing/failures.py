"""What an endpoint's refusals and failures mean: the one line for a user, and what there is to learn from them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brief.config import EFFORTS
from brief.errors import BriefError, ProviderError
from brief.writing.endpoint import bare_address
from brief.writing.recording import scrub
from brief.writing.sizes import LEAST_CONTEXT

if TYPE_CHECKING:
    import openai

    from brief.writing.endpoint import Endpoint

EFFORT = "reasoning_effort"
_FORMS = re.compile(r"response_format|json_schema|json_object|grammar|structured|guided")
_TOO_LONG = re.compile(r"context.{0,20}(length|size|window)|too many tokens|maximum context|exceed_context", re.I)
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{3,7})\b"
_STATED = r"(?:context (?:length|size|window)(?: limit)?|n_ctx\"?)\W{0,4}(?:(?:is|of)\W{1,2}(?:only )?)?"
_LIMIT = re.compile(rf"{_STATED}{_NUMBER}|{_NUMBER}[- ]token context", re.I)
_NUMBERS = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d{1,7})\b")
_EFFORT = re.compile(r"reasoning|effort|\bthink", re.I)
_OUTPUT = ("max_completion_tokens", "max_tokens")


class ContextExceeded(ProviderError):
    """The prompt is longer than the model can read. `context`: how many tokens that is, where the endpoint said it
    or was seen to cut there; `cut`: it read a part of it without saying so."""

    def __init__(self, message: str, context: int | None = None, *, cut: bool = False) -> None:
        super().__init__(message)
        self.context = context
        self.cut = cut


class Refused(BriefError):
    """The endpoint refused a request in words that may name what it cannot do."""

    def __init__(self, error: ProviderError, said: str) -> None:
        super().__init__(str(error))
        self.error = error
        self.said = said.lower()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a refusal teaches. One of: a `parameter` to leave out, a weaker `form`, an `effort` that is not taken
    (`others`: those that the endpoint named as taken), or the most tokens of `output`."""

    parameter: str = ""
    form: bool = False
    effort: str = ""
    others: tuple[str, ...] = ()
    output: int = 0


def lesson(said: str, body: Mapping[str, Any]) -> Lesson | None:
    """What a refusal of this request teaches; None when its words (lower case) name nothing that was sent."""
    for name in _OUTPUT:
        if name in body and re.search(rf"\b({'|'.join(_OUTPUT)})\b", said):
            limit = _smaller_limit(said, int(body[name]))
            if limit:
                return Lesson(output=limit)
            if re.search(rf"\b{name}\b", said):
                return Lesson(parameter=name)
    if "response_format" in body and _FORMS.search(said):
        return Lesson(form=True)
    if EFFORT in body and _EFFORT.search(said):
        return _effort_lesson(said, str(body[EFFORT]))
    for name in ("stream_options", "seed", "temperature"):
        if name in body and re.search(rf"\b{name}\b", said):
            return Lesson(parameter=name)
    return None


def _smaller_limit(said: str, asked: int) -> int:
    """The largest number in it that could be a limit below what was asked for; 0 where there is none."""
    numbers = [int(n) for n in re.findall(r"(?<![\d.'])\d{3,7}(?![\d.])", said)]
    return max((n for n in numbers if n < asked), default=0) if asked in numbers or "at most" in said else 0


def _effort_lesson(said: str, asked: str) -> Lesson:
    """That one value is not taken, where the words name it or others; else that the parameter is not."""
    named = {
        effort
        for effort in EFFORTS
        if re.search(rf"['\"‘“`]{effort}['\"’”`]|\b{effort}\b(?=\s*(?:,|\.|and\b|or\b))", said)
    }
    if asked in named or named:
        return Lesson(effort=asked, others=tuple(effort for effort in EFFORTS if effort in named - {asked}))
    return Lesson(parameter=EFFORT)


def failure(error: openai.APIError, endpoint: Endpoint, late: bool = False) -> BriefError:
    """What went wrong before an answer began, as one line. `late`: the deadline of the whole has passed."""
    import openai

    where = endpoint.address
    if isinstance(error, openai.APIConnectionError) and late:
        return ProviderError(f"{where} did not answer within {endpoint.longest:g} seconds in all")
    if isinstance(error, openai.APITimeoutError):
        return ProviderError(f"{where} did not answer within {endpoint.timeout:g} seconds (BRIEF_TIMEOUT)")
    if isinstance(error, openai.APIConnectionError):
        why = words(str(error.__cause__ or error), endpoint)
        return ProviderError(f"{where} cannot be reached ({why}): is it running, and is OPENAI_BASE_URL right?")
    if not isinstance(error, openai.APIStatusError):
        return ProviderError(f"{where}: {words(error.message, endpoint)}")
    status, said = error.status_code, words(_said(error), endpoint)
    if status in (401, 403):
        return ProviderError(refused_key(where, status))
    if 300 <= status < 400:
        to = bare_address(words(error.response.headers.get("location", ""), endpoint))
        return ProviderError(
            f"{where} redirects to {to.removesuffix('/chat/completions') or 'nowhere'} (status {status}), which is not "
            "followed: is OPENAI_BASE_URL right?"
        )
    refusal = ProviderError(f"{where}: status {status}: {said}" if said else f"{where}: status {status}")
    if _TOO_LONG.search(said):
        limit = _limit(error, said)
        if limit is None and re.search(rf"\b({'|'.join(_OUTPUT)})\b.{{0,20}}too (large|high)", said, re.I):
            return Refused(refusal, said)
        return ContextExceeded(
            f"{where}: the prompt is longer than {endpoint.model} can read: increase its context in the model server, "
            "or use another model",
            limit,
        )
    if status == 404:
        why = f" ({words(_message(error), endpoint)})"
        return ProviderError(f"{where} does not serve {endpoint.model}{why}: check BRIEF_MODEL and OPENAI_BASE_URL")
    return Refused(refusal, said) if status in (400, 415, 422, 500, 501) else refusal


def refused_key(where: str, status: int) -> str:
    """That an endpoint wants another key."""
    return f"{where} refused the key (status {status}): check OPENAI_API_KEY"


def cut_line(endpoint: Endpoint, read: int, whole: int) -> str:
    """That an endpoint read only a part of a prompt, and what to do."""
    return (
        f"{endpoint.model} at {endpoint.address} read {read:,} tokens of a prompt of about {whole:,}: its context is "
        "too small. Raise it (Ollama: OLLAMA_CONTEXT_LENGTH=16384, llama.cpp: --ctx-size 16384, LM Studio: Context "
        "Length); until then it is shown fewer articles"
    )


def words(text: str, endpoint: Endpoint) -> str:
    """What an endpoint or the system said, fit for one line on a terminal, without the key and numbers of errors."""
    text = re.sub(r"\[Errno -?\d+\] ", "", scrub(text, [endpoint.api_key]))
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".")
    return text if len(text) <= 300 else f"{text[:299]}…"


def _limit(error: openai.APIStatusError, said: str) -> int | None:
    """The context that an endpoint stated: llama.cpp's `n_ctx`, or a number in its words."""
    body = error.body
    if isinstance(body, Mapping) and isinstance(body.get("n_ctx"), int):
        return int(body["n_ctx"])
    found = _LIMIT.search(said)
    if found is None:
        return None
    limit = _number(found[1] or found[2])
    others = {_number(text) for text in _NUMBERS.findall(said)} - {limit}
    # What was asked for, all in all, is more than the context. So a number that is as much as all others together is
    # what was asked for itself, where one of the others may be the context.
    doubtful = any(LEAST_CONTEXT <= other < limit for other in others)
    return limit if not doubtful or sum(others) > limit else None


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _said(error: openai.APIStatusError) -> str:
    """The words of an error response, and what it names besides: the parameter, the kind of error."""
    body = error.body if isinstance(error.body, Mapping) else {}
    named = dict.fromkeys(str(body[key]) for key in ("param", "type", "code") if body.get(key))
    named.pop(str(error.status_code), None)
    return " ".join([_message(error).rstrip("."), *(f"({name})" for name in named)]).strip()


def _message(error: openai.APIStatusError) -> str:
    """The message of an error response; where it has none, all of it, but of a gateway's page only its status."""
    body = error.body
    if isinstance(body, Mapping) and isinstance(body.get("message"), str):
        return str(body["message"])
    if not body or "html" in error.response.headers.get("content-type", ""):
        return error.response.reason_phrase
    return body if isinstance(body, str) else json.dumps(body)
