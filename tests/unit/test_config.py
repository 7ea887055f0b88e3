"""Settings: which place wins, what is refused, and that a key never meets a stranger's endpoint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.config import NAMES, load_settings
from brief.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def load(folder: Path, environ: dict[str, str] | None = None, **flags: object):  # type: ignore[no-untyped-def]
    return load_settings(flags, environ={"XDG_DATA_HOME": str(folder), **(environ or {})}, folder=folder)


def test_the_first_place_that_sets_a_value_wins(tmp_path: Path) -> None:
    """Command line before environment before .env before brief.toml before the default."""
    assert load(tmp_path).wait == 30
    (tmp_path / "brief.toml").write_text("wait = 1\n")
    assert load(tmp_path).wait == 1
    (tmp_path / ".env").write_text("BRIEF_WAIT=2\n")
    assert load(tmp_path).wait == 2
    assert load(tmp_path, {"BRIEF_WAIT": "3"}).wait == 3
    assert load(tmp_path, {"BRIEF_WAIT": "3"}, wait=4).wait == 4


def test_a_strangers_env_file_cannot_redirect_the_key(tmp_path: Path) -> None:
    """A key in the environment is never sent to a base URL that a .env names, and the user is told."""
    (tmp_path / ".env").write_text("OPENAI_BASE_URL=http://evil.example/v1\n")
    settings = load(tmp_path, {"OPENAI_API_KEY": "sk-mine"})
    assert (settings.api_key, settings.base_url) == ("sk-mine", None)
    assert "OPENAI_BASE_URL from .env is ignored" in settings.notes[0]


def test_a_toml_file_cannot_set_key_or_endpoint(tmp_path: Path) -> None:
    """brief.toml knows no key and no base URL, and an unknown setting is an error that lists the known ones."""
    (tmp_path / "brief.toml").write_text('base_url = "http://evil.example"\n')
    with pytest.raises(ConfigError, match="unknown setting 'base_url'"):
        load(tmp_path)


def test_key_and_endpoint_from_the_env_file_together(tmp_path: Path) -> None:
    """A .env that holds both is used whole."""
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-theirs\nOPENAI_BASE_URL=http://127.0.0.1:1/v1\n")
    settings = load(tmp_path)
    assert (settings.api_key, settings.base_url, settings.writer_name) == (
        "sk-theirs",
        "http://127.0.0.1:1/v1",
        "openai",
    )


@pytest.mark.parametrize(
    ("dotenv", "toml", "said"),
    [
        ("OPENAI_BASE_URL=http://127.0.0.1:9/v1", "", "model endpoint http://127.0.0.1:9/v1 from ./.env"),
        ("OPENAI_BASE_URL=http://u:secret@host/v1", "", "model endpoint http://host/v1 from ./.env"),
        ("OPENAI_API_KEY=sk-theirs", "", "OpenAI key from ./.env"),
        ("", 'library = "news"', "library {here}/news from ./brief.toml"),
        ("", 'prompts = "p"', "prompts folder {here}/p from ./brief.toml"),
        ("", 'prices = "p.toml"', "prices file {here}/p.toml from ./brief.toml"),
        ("BRIEF_CHROMA_URL=http://10.0.0.1:8000", "", "Chroma server http://10.0.0.1:8000 from ./.env"),
        ("BRIEF_EMBEDDER=openai:small", "", "embedder openai:small from ./.env"),
        ("", 'writer = "openai"', "writer openai from ./brief.toml"),
        (
            "OPENAI_API_KEY=sk\nOPENAI_BASE_URL=https://host/v1\nBRIEF_LIBRARY=/x",
            'chroma_url = "http://a"',
            "model endpoint https://host/v1 from ./.env; library /x from ./.env; Chroma server http://a from "
            "./brief.toml",
        ),
        ("BRIEF_EMBEDDER=static\nBRIEF_WAIT=3\nBRIEF_MODEL=m", 'writer = "extractive"', ""),
    ],
)
def test_where_the_folder_sends_articles_is_said(tmp_path: Path, dotenv: str, toml: str, said: str) -> None:
    """What a file beside the call redirects is named in one line, without a password."""
    (tmp_path / ".env").write_text(dotenv + "\n")
    (tmp_path / "brief.toml").write_text(toml + "\n")
    assert load(tmp_path).redirects == said.format(here=tmp_path)


def test_what_the_user_sets_is_no_redirection(tmp_path: Path) -> None:
    """The environment and the command line are one's own, also over a file of the folder."""
    (tmp_path / "brief.toml").write_text('library = "theirs"\nchroma_url = "http://theirs"\n')
    (tmp_path / ".env").write_text("OPENAI_BASE_URL=http://theirs\n")
    mine = {"OPENAI_BASE_URL": "http://mine", "BRIEF_CHROMA_URL": "http://mine"}
    assert load(tmp_path, mine, library="mine").redirects == ""


def test_without_key_or_endpoint_the_writer_is_extractive(tmp_path: Path) -> None:
    """No key and no endpoint: no model."""
    assert load(tmp_path).writer_name == "extractive"


@pytest.mark.parametrize(("value", "plan"), [("1", True), ("yes", True), ("0", False), ("OFF", False), ("", True)])
def test_a_switch_is_on_or_off(tmp_path: Path, value: str, plan: bool) -> None:
    """In the environment in words, in brief.toml as a truth value; the command line wins."""
    assert load(tmp_path, {"BRIEF_PLAN": value}).plan is plan
    (tmp_path / "brief.toml").write_text("plan = false\n")
    assert load(tmp_path).plan is False
    assert load(tmp_path, {"BRIEF_PLAN": "1"}, plan=False).plan is False


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"BRIEF_WAIT": "soon"}, "BRIEF_WAIT is not a number"),
        ({"BRIEF_TIMEOUT": "0"}, "BRIEF_TIMEOUT is out of range"),
        ({"BRIEF_TIMEOUT": "nan"}, "BRIEF_TIMEOUT is out of range"),
        ({"BRIEF_WRITER": "poet"}, "BRIEF_WRITER must be one of extractive, openai"),
        ({"BRIEF_JUDGE": "some"}, "BRIEF_JUDGE must be one of none, doubts, flagged, all"),
        ({"BRIEF_PLAN": "very"}, "BRIEF_PLAN must be 1 or 0"),
        ({"OPENAI_BASE_URL": "file:///etc"}, "not an http"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    """The message names the variable and the value."""
    with pytest.raises(ConfigError, match=re.escape(said)):
        load(tmp_path, environ)


def test_a_broken_toml_file_is_one_line(tmp_path: Path) -> None:
    """A syntax error names the file."""
    (tmp_path / "brief.toml").write_text("wait = \n")
    with pytest.raises(ConfigError, match=r"brief\.toml cannot be read"):
        load(tmp_path)


def test_the_example_documents_every_setting() -> None:
    """.env.example names each variable once, and no variable that does not exist."""
    named = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    assert sorted(named) == sorted(["OPENAI_API_KEY", "OPENAI_BASE_URL", *(f"BRIEF_{n.upper()}" for n in NAMES)])
    assert len(named) <= 21
