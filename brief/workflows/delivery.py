"""delivery: a committed digest -> those who want to hear of it, through Apprise; what fails is made up for.

A digest is delivered after it is committed, and never written again for it. A process that is killed between a delivery
and the note of it delivers once more: that is the lesser harm.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.errors import ConfigError, lacks_extra

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.library.outbox import Due

DEADLINE = 60.0
"""Seconds for one message to one target, with everything."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one target. `target` is the name of its service: in addresses every part may be secret."""

    target: str
    page: str
    error: str | None = None
    is_last: bool = False
    """It failed, and is not tried again."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to deliver: an address of Apprise, and the name of its service."""

    url: str
    service: str


def targets(urls: Sequence[str]) -> tuple[Target, ...]:
    """The targets of addresses like `mailto://…`, `ntfy://…`, `json://host/path`; looked at before a digest is made.

    Raises:
        ConfigError: an address that Apprise does not know, or Apprise is not installed.
    """
    return tuple(Target(url, _open(url)[1]) for url in dict.fromkeys(urls))


def deliver(library: Library, to: Sequence[Target], *, deadline: float | None = None) -> tuple[Delivery, ...]:
    """Deliver to each target what it has not got yet: see `library.outbox.Outbox.due`.

    What fails is noted and tried again by the next call. Of one target that fails the rest waits, too: its digests
    come in their order. Raises ConfigError and LibraryBusy as the library does.
    """
    from brief.library.outbox import MOST_TRIES

    done: list[Delivery] = []
    for target in to:
        for due in library.outbox.due(target.url):
            error = _within(deadline or DEADLINE, target.url, due)
            library.outbox.note(target.url, due, delivered=error is None)
            done.append(Delivery(target.service, due.path, error, bool(error) and due.tries + 1 >= MOST_TRIES))
            if error:
                break
    return tuple(done)


def _open(url: str) -> tuple[Any, str]:
    """Apprise with this one address, and the name of its service."""
    try:
        import apprise
    except ImportError:
        raise ConfigError(lacks_extra("--notify", "notify")) from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines may hold what is secret
    asset = apprise.AppriseAsset(app_id="brief", app_desc="brief", app_url="")
    sender = apprise.Apprise(asset=asset)
    if not sender.add(url) or len(sender) != 1:
        scheme = url.partition(":")[0][:20] if ":" in url else "without a scheme"
        raise ConfigError(f"--notify: not an address that Apprise knows ({scheme}): https://appriseit.com lists them")
    service: Any = next(iter(sender))
    return sender, str(service.service_name)


def _within(deadline: float, url: str, due: Due) -> str | None:
    """Send; None where it worked, else why not. Apprise has timeouts for steps only: the whole has one here."""
    answer: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=lambda: answer.put(_send(url, due)), daemon=True).start()
    try:
        return answer.get(timeout=deadline)
    except queue.Empty:
        return f"not delivered within {deadline:g} s"


def _send(url: str, due: Due) -> str | None:
    try:
        from apprise import NotifyFormat

        sender, _ = _open(url)
        page = Path(due.path)
        is_there = page.is_file()
        text = f"{due.text}\n\nThe whole page: {page if is_there else f'{page} (not there any more)'}"
        sent = sender.notify(
            title=due.subject, body=text, body_format=NotifyFormat.TEXT, attach=str(page) if is_there else None
        )
    except Exception as error:  # a hundred services, each with faults of its own
        return f"not delivered ({type(error).__name__})"
    return None if sent else "not delivered (the service did not take it)"
