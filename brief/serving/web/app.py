"""The web application: which address shows what, and what is shown where something goes wrong."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

import anyio
from anyio.abc import ObjectReceiveStream
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from brief.api.library import Library
from brief.api.questions import ask, check
from brief.api.values import Answer, CheckReport
from brief.config import Settings
from brief.errors import BriefError, ConfigError, EmptyLibrary, LibraryBusy, NotFound, ProviderError
from brief.models import Query
from brief.render.phrases import sentence
from brief.render.safe import one_line
from brief.render.web import articles, asking, drafts, results
from brief.render.web.frame import assets, empty_library, notice, page, search_form
from brief.serving import forms
from brief.serving.calls import Calls, Hear, Listen, unheard
from brief.serving.forms import Unfit
from brief.serving.guard import App, Guard
from brief.serving.web import views
from brief.serving.web.streams import MEDIA, Emit, Events, while_connected
from brief.workflows.asked import Claimed, Progress

T = TypeVar("T")
ASKING = 2
"""Answers and checks that are made at the same time."""
WAITING = 8
"""That may wait for their turn; one more is refused."""
KEPT = 16
"""Digests whose bodies are kept."""
_FAILED = (BriefError, Unfit)


def make_app(settings: Settings, hosts: Sequence[str]) -> App:
    """The application over the library that the settings name, for requests to one of `hosts` alone."""
    site = _Site(Calls(settings))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.calls.close()

    routes = [
        Route("/", site.front),
        Route("/ask", site.ask, methods=["POST"]),
        Route("/answers/{run}", site.answer),
        Route("/digests", site.digest),
        Route("/digests/{name}", site.digest),
        Route("/search", site.search),
        Route("/articles", site.articles),
        Route("/articles/{name:path}", site.article),
        Route("/check", site.draft),
        Route("/check", site.check, methods=["POST"]),
        Route("/static/{name}", site.asset),
    ]
    handlers: dict[Any, Any] = dict.fromkeys((BriefError, Unfit, HTTPException), _failed) | {Exception: _bug}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)

    async def calm(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except ClientDisconnect:
            pass  # before all of its form had arrived
        except Exception as error:  # the page of it was sent
            _say_bug(error)

    return Guard(calm, hosts)


class _Site:
    """The pages; what they show is made in threads by `views`."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self._asking = anyio.CapacityLimiter(ASKING)
        self._digests: dict[str, str] = {}

    async def front(self, _: Request) -> Response:
        return await self._read(views.front)

    async def answer(self, request: Request) -> Response:
        return await self._read(views.conversation, request.path_params["run"])

    async def digest(self, request: Request) -> Response:
        while len(self._digests) > KEPT:
            del self._digests[next(iter(self._digests))]
        return await self._read(views.digest, request.path_params.get("name", ""), self._digests)

    async def search(self, request: Request) -> Response:
        given = forms.fields(request.url.query)
        request.state.again = search_form("/search", Query(given.get("q", "")), *results.FORM, listed=False)
        query = forms.read_query(given)
        k = forms.read_number(given, "k", results.FIRST, results.MOST)
        return _without_empty(request, given) or await self._read(views.searched, query, k)

    async def articles(self, request: Request) -> Response:
        given = forms.fields(request.url.query)
        request.state.again = search_form("/articles", Query(given.get("q", "")), *articles.FORM, listed=False)
        query, number = forms.read_query(given), forms.read_number(given, "page", 1, 10**6)
        return _without_empty(request, given) or await self._read(views.listed, query, number)

    async def article(self, request: Request) -> Response:
        given = forms.fields(request.url.query)
        name, ref = request.path_params["name"], given.get("ref", "")
        return await self._read(views.article, name, ref, "lines" in given)

    async def draft(self, _: Request) -> Response:
        return await self._read(views.draft)

    async def asset(self, request: Request) -> Response:
        found = assets().get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        kept = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(found.body, media_type=found.media, headers=kept)

    async def _read(self, view: Callable[..., str], *given: Any) -> Response:
        return HTMLResponse(await self.calls.run(lambda library, _: view(library, *given)))

    # ------------------------------------------------------------------------------------ what takes long

    async def ask(self, request: Request) -> Response:
        """A question: as events where the page's script asks for these, else as a page with an address of its own."""
        given = await _form(request)
        query = forms.read_query(given, "question")
        if not any(character.isalnum() for character in query.text):
            raise Unfit(400, "There is no word in the question.")
        after = given.get("after", "")
        if _streams(request):
            number = forms.read_number(given, "turn", 1, 999)
            return Events(partial(self._answer_in_events, query, after, number))
        request.state.again = f'<div id="thread"></div>{asking.question_box(query, after=after, fresh=not after)}'
        answer = await while_connected(request.receive, partial(self._ask, query, after))
        if answer is None:
            return Response(status_code=499)
        if await self.calls.run(lambda library, _: views.recorded(library, answer)):
            return RedirectResponse(f"/answers/{answer.run}", 303)
        return await self._read(views.answered, answer)

    async def _ask(self, query: Query, after: str, listen: Listen = unheard) -> Answer:
        def work(library: Library, hear: Hear) -> Answer:
            views.require_outlets(library, query)
            earlier = views.before(library, after) if after else None
            return ask(library, query, on_event=hear, after=earlier)

        return await self._long(work, listen)

    async def _answer_in_events(self, query: Query, after: str, number: int, emit: Emit) -> None:
        claims: list[Any] = []
        apart = views.writes(self.calls.settings) is None

        async def listen(said: ObjectReceiveStream[Progress | Claimed]) -> None:
            async for event in said:
                if isinstance(event, Claimed):
                    claims.append(event.claim)
                    await emit(asking.so_far(claims, event.citations, number, apart=apart))
                else:
                    await emit({"progress": one_line(str(event))})

        async def work() -> Mapping[str, str]:
            answer = await self._ask(query, after, listen)
            recorded = await self.calls.run(lambda library, _: views.recorded(library, answer))
            turn = asking.turn(asking.Asked(answer.question, "", answer, answer.texts), number)
            made = {"done": turn, "title": f"{one_line(answer.question)} · brief"}
            return made | ({"after": answer.run} if recorded else {})

        await emit({"begin": asking.unfinished(query.text, number)})
        await _emit_result(work, emit)

    async def check(self, request: Request) -> Response:
        """A draft: as events where the page's script asks for these, else as a page."""
        given = await _form(request)
        text = forms.read_draft(given)
        judge = given.get("judge") == "doubts"
        if _streams(request):
            return Events(partial(self._check_in_events, text, judge))
        request.state.again = f'<div id="result"></div>{views.draft_box(self.calls.settings, text)}'
        report = await while_connected(request.receive, partial(self._check, text, judge))
        if report is None:
            return Response(status_code=499)
        return HTMLResponse(views.checked(self.calls.settings, text, drafts.result(report)))

    async def _check(self, text: str, judge: bool, listen: Listen = unheard) -> CheckReport:
        settings = replace(self.calls.settings, judge="doubts") if judge else self.calls.settings
        return await self._long(lambda library, hear: check(library, text, settings=settings, on_event=hear), listen)

    async def _check_in_events(self, text: str, judge: bool, emit: Emit) -> None:
        async def listen(said: ObjectReceiveStream[Progress]) -> None:
            async for event in said:
                await emit({"progress": one_line(str(event))})

        async def work() -> Mapping[str, str]:
            return {"done": drafts.result(await self._check(text, judge, listen))}

        await _emit_result(work, emit)

    async def _long(self, work: Callable[[Library, Hear], T], listen: Listen) -> T:
        """What `work` gives, in its turn; with too many before it, it is refused at once."""
        if self._asking.statistics().tasks_waiting >= WAITING:
            raise Unfit(503, "Too many questions are being answered already. Try again in a minute.")
        return await self.calls.run(work, listen, limiter=self._asking)


async def _form(request: Request) -> dict[str, str]:
    headers = request.headers
    return await forms.read_form(headers.get("content-type", ""), headers.get("content-length"), request.stream())


def _without_empty(request: Request, given: Mapping[str, str]) -> Response | None:
    """The way to the same page without the fields that its form left empty: its address is the one to share."""
    if len(given) == len(request.query_params):
        return None
    return RedirectResponse(request.url.path + (f"?{urlencode(given)}" if given else ""), 303)


def _streams(request: Request) -> bool:
    return MEDIA in request.headers.get("accept", "")


# ---------------------------------------------------------------------------------- what goes wrong


async def _emit_result(work: Callable[[], Awaitable[Mapping[str, str]]], emit: Emit) -> None:
    """The last event: what came of it, or what went wrong."""
    made: MutableMapping[str, Any]
    try:
        made = dict(await work())
    except _FAILED as error:
        made = {"failed": _said(error)[1]}
    except Exception as error:
        _say_bug(error)
        made = {"failed": notice("Something went wrong", [_BUG])}
    await emit(made)


async def _failed(request: Request, error: Exception) -> Response:
    """A page or an event that says it; with the form that was sent, as it was, where it can be sent again."""
    status, said = _said(error)
    headers = {"retry-after": "5"} if status == 503 else {}
    if _streams(request):

        async def work(emit: Emit) -> None:
            await emit({"failed": said})

        return Events(work)
    headers |= dict(getattr(error, "headers", None) or {})
    return HTMLResponse(page("brief", [said, getattr(request.state, "again", "")]), status, headers)


_BUG = "This is a bug in brief. What went wrong is in the terminal that the server was started in."


def _say_bug(error: Exception) -> None:
    print(f"brief: this is a bug: {type(error).__name__}: {one_line(str(error))}", file=sys.stderr)


async def _bug(_: Request, __: Exception) -> Response:
    return HTMLResponse(page("brief", [notice("Something went wrong", [_BUG])]), 500)


def _said(error: Exception) -> tuple[int, str]:
    """The status of the response, and what is said on the page."""
    words = one_line(str(error))
    if isinstance(error, EmptyLibrary):
        return 200, empty_library(sentence(words))
    if isinstance(error, LibraryBusy):
        return 503, notice("The library is busy", ["Another program is writing to it. Load the page again.", words])
    if isinstance(error, NotFound):
        return 404, notice("Not found", [sentence(words)])
    if isinstance(error, ProviderError):
        return 502, notice("The model failed", [sentence(words), "Nothing was lost. Ask again, or see `brief doctor`."])
    if isinstance(error, ConfigError):
        return 500, notice("The library cannot be used", [sentence(words)])
    if isinstance(error, Unfit):
        return error.status, notice("That did not work", [words])
    if isinstance(error, HTTPException):
        missing = error.status_code in (404, 405)
        return error.status_code, notice("Not found" if missing else "That did not work", ["There is no such page."])
    return 500, notice("That did not work", [sentence(words)])
