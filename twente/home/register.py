"""docs/artikelen.md: article → rule → worked examples → screen, from rulebooks and cases (pure)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from twente.core.agreement import Rulebook
from twente.core.articles import in_order
from twente.home import articles

HEAD = """# Van artikel naar regel, voorbeeld en scherm

Gemaakt door `manage.py artikelen`; niet met de hand wijzigen. Per overeenkomst: het artikel in eigen woorden, de
regels die erop rusten, de werkvoorbeelden die het raken en het scherm waar de regel werkt. Een artikel zonder regel is
alleen tekst.
"""
CITED = re.compile(r"(?P<article>[1-9]\d*)(?:(?:\.| lid )(?P<first>\d+)(?:-(?:\d+\.)?(?P<last>\d+))?)?")
Cases = Mapping[tuple[str, str], Sequence[str]]


def register(books: Iterable[Rulebook], files: Iterable[Mapping[str, Any]]) -> str:
    """The whole document."""
    listed = sorted(books, key=lambda book: book.key)
    cases = by_article(listed, files)
    return "\n".join([HEAD, *(chapter(book, cases) for book in listed)])


def chapter(book: Rulebook, cases: Cases) -> str:
    """One agreement as a table."""
    uses = list(articles.all_uses(book))
    lines = [
        f"## {book.short_name}",
        "",
        "| artikel | in eigen woorden | regel | werkvoorbeelden | scherm |",
        "|---|---|---|---|---|",
    ]
    for number in in_order(book.articles):
        mine = [use for use in uses if number in use.articles]
        rules = "; ".join(f"{use.kind}: {use.label}" for use in mine)
        screens = ", ".join(dict.fromkeys(use.screen.label for use in mine if use.screen))
        about = book.articles[number].about.replace("|", "\\|")
        lines.append(f"| {number} | {about} | {rules} | {ranges(cases.get((book.key, number), ()))} | {screens} |")
    return "\n".join([*lines, ""])


def by_article(books: Sequence[Rulebook], files: Iterable[Mapping[str, Any]]) -> Cases:
    """(Rulebook key, article) → ids of the worked examples that touch it."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in files:
        for case in file["gevallen"]:
            for key in cited(case, books):
                found.setdefault(key, []).append(case["id"])
    return found


def cited(case: Mapping[str, Any], books: Sequence[Rulebook]) -> set[tuple[str, str]]:
    """The articles a case touches: through its kind of decision, else through the source it names."""
    if "overeenkomst" in case:
        rules = [(book, book.decisions.get(case["besluit"])) for book in books if book.key == case["overeenkomst"]]
        return {
            (book.key, number) for book, rule in rules if rule for number in articles.decision_articles(rule) if number
        }
    source = str(case.get("source") or case.get("basis") or "")
    book = named_in(source, books)
    return {(book.key, number) for number in numbers(source) if number in book.articles} if book else set()


def named_in(source: str, books: Sequence[Rulebook]) -> Rulebook | None:
    """The agreement whose names share most words with a source such as "BOK SES art. 13.3"; None when none does."""
    words = set(source.split(" art.")[0].casefold().split())
    scored = [(len(words & set(f"{book.short_name} {book.name}".casefold().split())), book) for book in books]
    score, book = max(scored, key=lambda pair: pair[0], default=(0, None))
    return book if score else None


def numbers(source: str) -> Iterator[str]:
    """Every article in a source: "art. 6.4-6.6" is 6.4, 6.5 and 6.6; "art. 11 lid 1" is 11.1."""
    for match in CITED.finditer(source.partition(" art.")[2] or source):
        first = match["first"]
        if not first:
            yield match["article"]
            continue
        for paragraph in range(int(first), int(match["last"] or first) + 1):
            yield f"{match['article']}.{paragraph}"


def ranges(ids: Iterable[str]) -> str:
    """V001–V012, V040"""
    runs: list[list[str]] = []
    for name in sorted(set(ids)):
        if runs and follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def follows(before: str, after: str) -> bool:
    """Whether two ids are neighbours: V001 and V002."""
    first, second = (re.fullmatch(r"(\D*)(\d+)", name) for name in (before, after))
    return bool(first and second and first[1] == second[1] and int(second[2]) == int(first[2]) + 1)
