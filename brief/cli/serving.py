"""What the commands that serve a library share."""

from __future__ import annotations

import warnings
from typing import Any

from brief.cli.session import Session


def show_warnings(session: Session) -> None:
    """What the Python API warns of is said on stderr, each time."""

    def show(message: Warning | str, *_: Any, **__: Any) -> None:
        session.say(str(message))

    warnings.simplefilter("always", UserWarning)
    warnings.showwarning = show
