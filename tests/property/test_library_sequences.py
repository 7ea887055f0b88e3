"""Whatever is added, edited, taken back and removed, in whatever order: catalog, full text and vectors agree."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.ledger import OPEN, article, assert_whole, open_ledger, reading, word

NUMBERS = st.integers(0, 5)
TEXTS = st.sampled_from(["", "First edit.", "Second edit, with a brass compass."])
ADD = st.tuples(st.just("add"), st.lists(st.tuples(NUMBERS, TEXTS), min_size=1, max_size=5))
REMOVE = st.tuples(st.just("remove"), st.lists(NUMBERS, min_size=1, max_size=3))
REOPEN = st.tuples(st.sampled_from(["reopen", "reindex"]), st.just([]))


@given(st.lists(ADD | REMOVE | ADD | REOPEN, min_size=1, max_size=6))
@settings(max_examples=12, deadline=None)
def test_any_sequence_leaves_a_whole_library(steps: list[tuple[str, list[object]]]) -> None:
    """What is searched is always the last text of each article that was not removed."""
    current: dict[int, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        library = open_ledger(Path(folder) / "library")
        for step, given_ in steps:
            if step == "add":
                library.add([reading(n, extra) for n, extra in given_])  # type: ignore[misc]
                current |= {n: article(n, extra).info.version for n, extra in given_}  # type: ignore[misc]
            elif step == "remove":
                numbers: list[int] = given_  # type: ignore[assignment]
                assert library.remove([article(n).info.id for n in numbers]) == len(current.keys() & set(numbers))
                current = {n: v for n, v in current.items() if n not in numbers}
            elif step == "reindex":
                library.reindex()
            else:
                library.close()
        assert {i.version for i in library.articles()} == set(current.values())
        assert_whole(library, {n: current.get(n) for n in range(6)})  # type: ignore[misc]
        for n in current:
            vector = library.embed([f"{article(n).raw} {word(n)}"])[0]
            found = library.chunks([key for key, _ in library.nearest(vector, OPEN, 50)])
            assert {c.version for c, _ in found.values()} == set(current.values())
        library.close()
