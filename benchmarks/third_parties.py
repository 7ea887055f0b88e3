"""Run the program against servers of others: llama.cpp's, and a LiteLLM proxy in front of it.

    python -m venv litellm && litellm/bin/pip install 'litellm[proxy]'
    python -m benchmarks.third_parties --llama http://127.0.0.1:8080/v1 --litellm litellm/bin/litellm

llama.cpp's server has to run already, with any model; the proxy is started and stopped here. For each of them: what
`brief doctor` says, then a question asked twice of the sample articles (with --briefing, a briefing of one too). A
row says how each ended, what it took, and how many requests the endpoint refused (of LiteLLM, as its log of requests
tells; the second time there should be none). What was learnt goes into a cache folder of this run alone. Evidence is
kept short (--evidence), so that a machine without a graphics card gets through in some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
STORY = SEEDS / "2019-11-22-suspended.txt"
QUESTION = "why is Seoul ending GSOMIA?"
STARTS = 120.0
"""Seconds that the proxy may take to start."""
LASTS = 1800.0
"""Seconds that one command may take: a small machine reads a prompt slowly."""


@dataclass(frozen=True)
class Endpoint:
    """Where to ask, and under which name (empty: the only model that is served)."""

    label: str
    base_url: str
    model: str = ""
    log: Path | None = None
    evidence: str = ""
    briefing: bool = False
    key: str = "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama", required=True, metavar="URL", help="a running llama.cpp server, with /v1")
    parser.add_argument("--litellm", metavar="FILE", help="the litellm command; without it llama.cpp alone is asked")
    parser.add_argument("--briefing", action="store_true", help="also write a briefing, which takes longer")
    parser.add_argument("--evidence", default="500", metavar="TOKENS", help="of evidence, for each request (500)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="brief-third-parties-") as name:
        home = Path(name)
        brief(home, Endpoint("", ""), "add", str(SEEDS))
        examine(home, Endpoint("llama.cpp", options.llama, evidence=options.evidence, briefing=options.briefing))
        if options.litellm:
            with proxy(options.litellm, options.llama, home) as (url, log, key):
                # A name that says how small the model is, and one that does not: the two ways in which we ask.
                examine(
                    home,
                    Endpoint("LiteLLM, small by name", url, "local-1.5b", log, options.evidence, options.briefing, key),
                )
                examine(
                    home,
                    Endpoint("LiteLLM, capable by name", url, "writer", log, options.evidence, options.briefing, key),
                )


def examine(home: Path, endpoint: Endpoint) -> None:
    """Doctor, the question twice, a briefing: printed as they end."""
    print(f"## {endpoint.label}\n", flush=True)
    done = brief(home, endpoint, "doctor")
    print(f"doctor: exit {done.returncode}\n\n{done.stdout}", flush=True)
    commands = [("ask", ("ask", "--json", QUESTION)), ("ask again", ("ask", "--json", QUESTION))]
    if endpoint.briefing:
        commands.append(("summarize", ("summarize", "--json", str(STORY))))
    for what, words in commands:
        before = refusals(endpoint)
        start = time.monotonic()
        done = brief(home, endpoint, *words)
        took = time.monotonic() - start
        refused = "unknown" if before is None else str((refusals(endpoint) or 0) - before)
        print(f"{what}: exit {done.returncode}, {took:.0f} s, refused: {refused}", flush=True)
        if done.stderr.strip():
            print("  stderr:", done.stderr.strip().replace("\n", "\n          "), flush=True)
        if done.stdout.startswith("{"):
            result = json.loads(done.stdout)
            print(f"  usage: {json.dumps(result['usage'])}", flush=True)
            for claim in result.get("claims", ()):
                print(f"  [{claim['verdict']}] {claim['text']}", flush=True)
    done = brief(home, endpoint, "doctor")
    print("\n".join(line for line in done.stdout.splitlines() if "remembered" in line) + "\n", flush=True)


def brief(home: Path, endpoint: Endpoint, *words: str) -> subprocess.CompletedProcess[str]:
    """The program in an environment that knows this endpoint and nothing else."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEF_", "OPENAI_"))}
    env |= {"XDG_CACHE_HOME": str(home / "cache"), "BRIEF_LIBRARY": str(home / "library")}
    if endpoint.base_url:
        env |= {"OPENAI_BASE_URL": endpoint.base_url, "OPENAI_API_KEY": endpoint.key, "BRIEF_MODEL": endpoint.model}
        env |= {"BRIEF_TIMEOUT": str(LASTS / 2), "BRIEF_EVIDENCE_TOKENS": endpoint.evidence}
    command = [sys.executable, "-m", "brief", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=LASTS)


def refusals(endpoint: Endpoint) -> int | None:
    """How many requests the proxy has refused so far; None where nobody counts them."""
    if endpoint.log is None:
        return None
    return sum('" 4' in line and "/chat/completions" in line for line in endpoint.log.read_text().splitlines())


@contextmanager
def proxy(command: str, llama: str, home: Path) -> Iterator[tuple[str, Path, str]]:
    """A LiteLLM proxy in front of the server: its address, the file that its log goes to, and its key."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    config, log = home / "litellm.json", home / "litellm.log"
    behind = {"model": "openai/local", "api_base": llama, "api_key": "none"}
    models = [{"model_name": name, "litellm_params": behind} for name in ("local-1.5b", "writer")]
    # JSON is YAML.
    config.write_text(json.dumps({"model_list": models}))
    # Without a key it does not start, and without one it does not answer.
    key = f"sk-{secrets.token_hex(16)}"
    with log.open("w") as out:
        words = [command, "--config", str(config), "--host", "127.0.0.1", "--port", str(port), "--telemetry", "False"]
        env = os.environ | {"LITELLM_MASTER_KEY": key}
        process = subprocess.Popen(words, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/health/liveliness", process, log)
            yield f"http://127.0.0.1:{port}/v1", log, key
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise SystemExit(f"the proxy does not start:\n{log.read_text()[-2000:]}")


if __name__ == "__main__":
    main()
