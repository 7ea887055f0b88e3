"""Everything that can go wrong on purpose, with the exit code each one ends in.

    BriefError
    ├── ConfigError        3   a setting, key, price or library folder that cannot be used
    │   ├── EmbedderMismatch   the vectors were made by another embedder
    │   └── CostExceeded       what comes next could cost more than --max-cost allows
    ├── SourceError        4   a source that could not be read
    ├── ProviderError      5   the model's endpoint failed
    │   └── BadResponse        it answered, but not in any form that could be used
    ├── NotFound           2   a ref, run or article that is not in the library
    ├── EmptyLibrary       6   nothing to answer from
    └── LibraryBusy       75   another process held the library for longer than --wait

Click's own usage errors end in 2. The one boundary that turns these into a line on stderr is `brief.cli.main`.
"""

from __future__ import annotations

from brief.addresses import without_password


class ExitCode:
    """Named exit codes (75 is EX_TEMPFAIL of sysexits.h; 130 is 128 + SIGINT)."""

    OK = 0
    BUG = 1
    USAGE = 2
    CONFIG = 3
    SOURCE = 4
    PROVIDER = 5
    NOT_ANSWERED = 6
    UNSUPPORTED = 7
    BUSY = 75
    INTERRUPTED = 130


class BriefError(Exception):
    """Base of all expected failures: its message is one line that a user can act on, and holds no password of an
    address."""

    exit_code = ExitCode.BUG

    def __init__(self, message: str) -> None:
        super().__init__(without_password(message))


class ConfigError(BriefError):
    exit_code = ExitCode.CONFIG


class EmbedderMismatch(ConfigError):
    """The library's vectors come from another embedder; the message names the command that re-indexes."""


class CostExceeded(ConfigError):
    """Nothing was sent: it could have cost more than --max-cost leaves. A workflow goes on extractively."""


class SourceError(BriefError):
    """A source that could not be read. `where` is the path, URL (without its password) or record that failed."""

    exit_code = ExitCode.SOURCE

    def __init__(self, where: str, why: str) -> None:
        where = without_password(where)
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class ProviderError(BriefError):
    exit_code = ExitCode.PROVIDER


class BadResponse(ProviderError):
    """The endpoint answered, but no claim could be read from it."""


class NotFound(BriefError):
    exit_code = ExitCode.USAGE


class EmptyLibrary(BriefError):
    exit_code = ExitCode.NOT_ANSWERED


def no_articles(library: object) -> EmptyLibrary:
    """The error of a library, given by its path, that holds no article at all."""
    return EmptyLibrary(f"the library at {library} has no articles: add some with `brief add PATH`")


class LibraryBusy(BriefError):
    exit_code = ExitCode.BUSY


def lacks_extra(what: str, extra: str) -> str:
    """What to say where `what` needs packages of an extra that are not installed.

    The command names the source folder: on the public package index the name `brief` is another project's.
    """
    return f"{what} needs the extra {extra}: `pip install '.[{extra}]'` in brief's source folder adds it"
