"""The chain of ballots: every ballot carries the hash of the one before, so that nothing can be taken out unseen.

Pure. One fixed serialisation (JSON, sorted keys, no spaces, UTF-8) for the snapshot, the links and the closing hash;
anyone can recompute them from an export with a few lines of any language.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FORMAT = 3
"""Of the snapshot. Until 2 it named voters and their mandates, so such an export is for members only (AVG)."""


@dataclass(frozen=True)
class Link:
    """One ballot as the chain sees it; `cast_at` in UTC to the microsecond."""

    vote: int
    seq: int
    party: str
    choice: str
    key: str
    cast_at: str
    previous: str
    hash: str


def canonical(value: Any) -> bytes:
    """The one serialisation that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest(value: Any) -> str:
    """SHA-256 of the serialisation, 64 hexadecimal characters."""
    return hashlib.sha256(canonical(value)).hexdigest()


def mandate_code(voter: str, document: str) -> str:
    """The code of who spoke for a party on which document, so that the snapshot names nobody; empty for nobody.

    Whoever has both can check it; whoever guesses both can too.
    """
    return digest([voter, document]) if voter else ""


def instant(moment: datetime) -> str:
    """A moment as the chain writes it: UTC, always six decimals."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def next_hash(*, previous: str, vote: int, seq: int, party: str, choice: str, key: str, cast_at: str) -> str:
    """The hash of a ballot that follows the link `previous` (for the first ballot: the snapshot's hash)."""
    return digest([previous, vote, seq, party, choice, key, cast_at])


def broken_at(first: str, links: Iterable[Link]) -> int | None:
    """The sequence number of the first link that does not follow from the one before, or None when all do."""
    previous, expected = first, 1
    for link in links:
        own = next_hash(
            previous=previous,
            vote=link.vote,
            seq=link.seq,
            party=link.party,
            choice=link.choice,
            key=link.key,
            cast_at=link.cast_at,
        )
        if link.seq != expected or link.previous != previous or link.hash != own:
            return expected
        previous, expected = link.hash, expected + 1
    return None


def spaced(hash_: str, *, groups: int = 8) -> str:
    """A hash for the eye: groups of eight characters, as many as asked."""
    return " ".join(hash_[start : start + 8] for start in range(0, groups * 8, 8))


def control_code(hash_: str) -> str:
    """The short code on a receipt: sixteen characters in groups of four."""
    return " ".join(hash_[start : start + 4] for start in range(0, 16, 4))
