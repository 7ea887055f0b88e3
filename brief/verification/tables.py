"""The word lists that ship with the package (`wordnet/`, derived by `benchmarks/make_wordnet.py`).

They are a part of the program as its modules are: the same bytes for every call, read where they are first needed, as
`nupunkt` reads its model. Nothing else in this room reads a file.
"""

from __future__ import annotations


def lines(name: str) -> list[str]:
    """The lines of a list, in its order; columns are parted by a tab. Raises FileNotFoundError for an unknown name."""
    from importlib.resources import files  # slow to import, and `brief --help` needs none of this

    return files(__package__).joinpath("wordnet", name).read_text(encoding="utf-8").splitlines()
