"""Write docs/settings.md from `.env.example`: `python docs/generate_settings.py`."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).with_name("settings.md")
EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"
HEAD = """\
# Settings

Generated from `.env.example` by `python docs/generate_settings.py`; a test keeps it true. A `brief.toml` takes the same
names in lower case, without `BRIEF_`; keys and base URLs do not belong there ([why](design.md#settings)).

"""


def reference() -> str:
    """The Markdown page: the example file as it stands, which says what each setting does."""
    return f"{HEAD}```sh\n{EXAMPLE.read_text(encoding='utf-8').rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
