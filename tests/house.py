"""The house's measuring tools: each takes the text of a file and names what is out of size or out of place."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

FUNCTION, RULE, VIEW = 40, 20, 25
FILE, TEST_FILE = 300, 500
TEMPLATE, TEMPLATE_IFS = 120, 6
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common"}
IF_TAG = re.compile(r"{%\s*(?:if|elif)\b")
AUTO_MIGRATION = re.compile(r"^\d{4}_(auto_|alter_|add_|remove_|initial|rename_)")


@dataclass(frozen=True)
class Finding:
    """One thing out of place."""

    file: str
    line: int
    what: str


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def ceiling(file: str) -> int:
    """Rules are the shortest, views short, the rest at most forty lines."""
    if "rules" in file:
        return RULE
    return VIEW if file.endswith("views.py") or "/views/" in file else FUNCTION


def long_functions(file: str, text: str) -> Iterator[Finding]:
    for node in functions(ast.parse(text)):
        size = (node.end_lineno or node.lineno) - node.lineno + 1
        if size > ceiling(file):
            yield Finding(file, node.lineno, f"{node.name} heeft {size} regels, hoogstens {ceiling(file)}")


def long_files(file: str, text: str) -> Iterator[Finding]:
    lines, most = text.count("\n"), TEST_FILE if file.startswith("tests/") else FILE
    if lines > most:
        yield Finding(file, lines, f"{lines} regels, hoogstens {most}")


def thinking_templates(file: str, text: str) -> Iterator[Finding]:
    lines, ifs = text.count("\n"), len(IF_TAG.findall(text))
    if lines > TEMPLATE or ifs > TEMPLATE_IFS:
        yield Finding(file, lines, f"{lines} regels en {ifs} if-tags, hoogstens {TEMPLATE} en {TEMPLATE_IFS}")


def inline_style_or_script(file: str, text: str) -> Iterator[Finding]:
    """The content security policy forbids them; a browser would silently drop them."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|hx-on|js:", line):
            yield Finding(file, number, "inline stijl of script")


def nameless(file: str, text: str) -> Iterator[Finding]:
    if NAMELESS & set(re.split(r"[/.]", file)):
        yield Finding(file, 1, "een naam die niets zegt")


def automatic_migrations(file: str, text: str) -> Iterator[Finding]:
    name = file.rsplit("/", 1)[-1]
    if "/migrations/" in file and AUTO_MIGRATION.match(name):
        yield Finding(file, 1, "een migratie zonder bedoeling in haar naam")


def undocumented(file: str, text: str) -> Iterator[Finding]:
    tree = ast.parse(text)
    if text.strip() and ast.get_docstring(tree) is None:
        yield Finding(file, 1, "module zonder docstring")
    for node in tree.body:
        public = isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
        if public and ast.get_docstring(node) is None:
            yield Finding(file, node.lineno, f"{node.name} zonder docstring")


def saves_and_signals(file: str, text: str) -> Iterator[Finding]:
    """Models hold no behaviour: no save() override, no signal receivers."""
    for node in functions(ast.parse(text)):
        decorators = {getattr(getattr(d, "func", d), "id", "") for d in node.decorator_list}
        if (node.name == "save" and file.endswith("models.py")) or "receiver" in decorators:
            yield Finding(file, node.lineno, f"{node.name}: geen save() en geen signalen")


def agreement_by_name(names: frozenset[str]):
    """Nobody compares an agreement's name, slug or key: an agreement is data."""

    def check(file: str, text: str) -> Iterator[Finding]:
        for node in ast.walk(ast.parse(text)):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            cases = [node.value] if isinstance(node, ast.MatchValue) else []
            for side in [*sides, *cases]:
                inner = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
                if any(isinstance(part, ast.Constant) and part.value in names for part in inner):
                    yield Finding(file, side.lineno, "vergelijkt de naam van een overeenkomst")

    return check


def owed_todos(file: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\b(TO" + r"DO|FIX" + r"ME)\b", line):
            yield Finding(file, number, "iets dat nog moet")
