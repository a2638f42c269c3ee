"""What is frozen as JSON: one way to write it and one checksum over it, wherever it is kept (pure)."""

import hashlib
import json
from typing import Any


def written(content: Any) -> str:
    """The JSON of a value, the same whatever the order of its keys: sorted, without spaces, letters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: Any) -> str:
    """SHA-256 of a value, over that text in UTF-8."""
    return hashlib.sha256(written(content).encode()).hexdigest()
