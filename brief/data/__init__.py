"""The word lists that ship with the package. `wordnet/` is derived by `benchmarks/make_wordnet.py`.

They are a part of the program as its modules are: the same bytes for every call, read where they are first needed, as
`nupunkt` reads its model. No pure layer reads a file in any other way.
"""

from __future__ import annotations


def lines(name: str) -> list[str]:
    """The lines of a list such as `wordnet/antonyms.tsv`, in its order; columns are separated by a tab.

    Raises FileNotFoundError for an unknown name.
    """
    from importlib.resources import files  # slow to import, and `brief --help` needs none of this

    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8").splitlines()
