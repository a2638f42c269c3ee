"""Runs worked examples with one line of the code changed, in a process of its own; prints what comes out otherwise.

`python -m tests.votes.mutant FILE MODULE BEFORE AFTER`. Exit code 1 when the line is not there.
"""

import json
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any


class Changed(SourceFileLoader):
    """Loads a module as if one piece of its text were another."""

    def __init__(self, name: str, path: str, before: str, after: str) -> None:
        super().__init__(name, path)
        self.before, self.after = before, after

    def get_code(self, fullname: str) -> CodeType:
        """The changed text, compiled afresh: a cached compilation would be the unchanged one."""
        text = Path(self.path).read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise SystemExit(f"{fullname}: {self.before!r} staat er {text.count(self.before)} keer")
        return self.source_to_code(text.replace(self.before, self.after).encode(), self.path)


class Finder:
    """Finds one module in its changed form; all others as always."""

    def __init__(self, name: str, before: str, after: str) -> None:
        self.name, self.before, self.after = name, before, after

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The import system asks here first."""
        spec = PathFinder.find_spec(name, path) if name == self.name else None
        if spec is not None and spec.origin:
            spec.loader = Changed(name, spec.origin, self.before, self.after)
        return spec


def broken(path: Path) -> Iterator[str]:
    """The ids of the examples that do not come out as written; a crash is one of them."""
    from votes import cases

    file = json.loads(path.read_text(encoding="utf-8"))
    for case in file["gevallen"]:
        try:
            came_out = cases.run(case, file)
        except Exception:
            yield case["id"]
            continue
        if any(came_out.get(key) != value for key, value in case["verwacht"].items()):
            yield case["id"]


if __name__ == "__main__":
    source, changed, was, becomes = sys.argv[1:]
    sys.meta_path.insert(0, Finder(changed, was, becomes))
    sys.stdout.write("\n".join(broken(Path(source))))
