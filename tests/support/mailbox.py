"""Services on loopback that digests are delivered to: a mail server, and a web hook."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.loopback import LoopbackServer


class MailServer:
    """Takes every mail; `url` is Apprise's address of it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def __enter__(self) -> MailServer:
        # Its start() waits for a first connection, which it makes itself: to the port that it was given, which is 0.
        self._controller._trigger_server = self._knock  # type: ignore[method-assign]
        self._controller.start()
        self.url = f"mailto://127.0.0.1:{self.port}?from=brief@example.org&to=reader@example.org&mode=insecure"
        return self

    def _knock(self) -> None:
        assert self._controller.server is not None
        self.port = int(self._controller.server.sockets[0].getsockname()[1])
        with socket.create_connection(("127.0.0.1", self.port), 60) as client:
            client.recv(1000)

    def __exit__(self, *_: object) -> None:
        self._controller.stop(no_assert=True)


@dataclass
class Hook:
    """A web hook that answers with the statuses given, in turn; the last one again and again."""

    statuses: list[int]
    messages: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Hook:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.messages.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(hook.statuses.pop(0) if len(hook.statuses) > 1 else hook.statuses[0])
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = LoopbackServer(Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"json://127.0.0.1:{self._server.server_address[1]}/s3cr3t"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
