"""Another wording of claims that failed their checks: one request for all of them, and what its reply says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.models import Claim, EvidenceSentence, Reason
from brief.writing.client import Chat
from brief.writing.prompts import Prompt
from brief.writing.protocol import MOST_CITES, rewrite_schema, show_claims
from brief.writing.replies import LONGEST_CLAIM, clean_claim, labels_in, object_in


@dataclass(frozen=True, slots=True)
class Wrong:
    """A claim that failed, why, and the sentences that it may be written anew from."""

    claim: Claim
    reasons: tuple[Reason, ...]
    sentences: tuple[EvidenceSentence, ...]

    @property
    def remark(self) -> str:
        """What is wrong with it, in words."""
        # What a judge lacked says nothing about the claim where a check has found something.
        found = [r for r in self.reasons if r.kind != "judge"] or self.reasons
        said = "; ".join(f"{r.kind}: {r.detail}" if r.detail else r.kind for r in found)
        return f"wrong: {said or 'the sentences do not say it'}"


def rewrite(chat: Chat, prompt: Prompt, wrong: Sequence[Wrong], *, most_sentences: int) -> dict[int, Claim]:
    """Other wordings of the `wrong` claims, by place; those that the model leaves out are missing.

    At most `most_sentences` are shown, those of the first claims first. A reply that cannot be read gives none.
    Raises CostExceeded before a request that could take more than is left, ProviderError when the endpoint fails.
    """
    sentences = tuple(dict.fromkeys(s for w in wrong for s in w.sentences))[:most_sentences]
    shown = show_claims([(w.claim.text, w.remark) for w in wrong], sentences)
    labels = tuple(f"C{n}" for n in range(1, len(wrong) + 1))
    messages = prompt.messages(nonce=shown.nonce, evidence=shown.block, claims=shown.claims)
    completion = chat.complete(lambda _: messages, rewrite_schema(labels, [s.label for s in sentences]))
    return _read(completion.text, labels, wrong, {s.label for s in sentences}, shown.nonce)


def _read(reply: str, labels: Sequence[str], wrong: Sequence[Wrong], known: set[str], nonce: str) -> dict[int, Claim]:
    """The first usable wording of each claim. Unknown labels are dropped: the verifier finds the sentences."""
    found: dict[int, Claim] = {}
    entries = object_in(reply).get("claims")
    if isinstance(entries, dict):
        entries = [{"claim": label, **entry} for label, entry in entries.items() if isinstance(entry, dict)]
    for entry in list(entries) if isinstance(entries, list) else []:
        place = _place(entry.get("claim"), labels, wrong) if isinstance(entry, dict) else None
        if place is None or not isinstance(entry.get("text"), str):
            continue
        text, marked = clean_claim(entry["text"], nonce)
        given = labels_in(entry.get("cites"))
        cited = tuple(c for c in dict.fromkeys((*given, *marked)) if c in known)[:MOST_CITES]
        if place not in found and any(c.isalpha() for c in text) and len(text) <= LONGEST_CLAIM:
            found[place] = Claim(text, cited, wrong[place].claim.section)
    return found


def _place(said: object, labels: Sequence[str], wrong: Sequence[Wrong]) -> int | None:
    """The claim that an entry is about: named by its label, or by its text where no schema holds the form."""
    if not isinstance(said, str):
        return None
    bare = said.strip("[] ").rpartition(" ")[2]
    if bare in labels:
        return labels.index(bare)
    texts = [" ".join(w.claim.text.split()) for w in wrong]
    return texts.index(" ".join(said.split())) if " ".join(said.split()) in texts else None
