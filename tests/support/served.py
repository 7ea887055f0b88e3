"""`brief serve` as a process of its own, and the requests that a browser would make of it."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.cli.conftest import ROOT, clean_environment

PATIENCE = 60
EVENTS = "application/x-ndjson"


@dataclass(frozen=True)
class Page:
    """A response: its status, its headers (names in lower case) and its text."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@dataclass(frozen=True)
class Served:
    """A server that listens; `host` is what a browser names it by, `process` the program."""

    host: str
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def request(
        self, path: str, form: Mapping[str, str] | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """A page of ours that is opened, or a form of ours that is sent."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        sent = {"Host": self.host} | ({"Origin": self.url} if form is not None else {}) | dict(headers or {})
        body = urlencode(form) if isinstance(form, Mapping) else form
        if form is not None:
            sent = {"Content-Type": "application/x-www-form-urlencoded"} | sent
        with contextlib.closing(connection):
            connection.request("GET" if form is None else "POST", path, body, sent)
            response = connection.getresponse()
            given = {name.lower(): value for name, value in response.getheaders()}
            return Page(response.status, given, response.read().decode())

    def events(self, path: str, form: Mapping[str, str]) -> list[dict[str, Any]]:
        """What the page's script is sent after this form."""
        return self.request(path, form, {"Accept": EVENTS}).events


def started(library: Path, home: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """The program over a library, at a free port unless `words` say another."""
    return subprocess.Popen(
        [sys.executable, "-m", "brief", "serve", "--port", "0", "--library", str(library), *words],
        env=clean_environment(home) | {"PYTHONPATH": str(ROOT)} | dict(env or {}),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextlib.contextmanager
def serving_pages(library: Path, home: Path, *words: str, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The server, as long as it is needed. It must end without a trace of the program."""
    process = started(library, home, *words, env=env)
    try:
        yield Served(host_of(process), process)
    finally:
        process.terminate()
        out, err = process.communicate(timeout=PATIENCE)
        assert out == ""
        assert "Traceback" not in err and "bug" not in err, err


def host_of(process: subprocess.Popen[str]) -> str:
    """The host and port that the program says it listens at."""
    assert process.stderr
    said = ""
    for line in process.stderr:
        said += line
        if " at http://" in line:
            return line.split(" at http://")[1].split("/")[0]
    raise AssertionError(f"it does not listen: {said}")
