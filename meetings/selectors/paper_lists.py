"""The papers of items that were read already: for a list, and as they are frozen when an agenda is sent."""

from collections.abc import Iterable, Sequence
from typing import Any

from meetings.models import AgendaItem, Paper


def papers_by_item(items: Iterable[AgendaItem]) -> dict[int, list[Paper]]:
    """Item id → its papers in order, each with its current version; one read however many items there are."""
    found: dict[int, list[Paper]] = {}
    papers = Paper.objects.filter(item__in=[item.pk for item in items], withdrawn_at=None)
    for paper in papers.order_by("position").select_related("current"):
        found.setdefault(paper.item_id, []).append(paper)
    return found


def frozen_papers(papers: Sequence[Paper]) -> dict[str, Any]:
    """The papers of an item as they are sent: title, version and hash. An item without papers says nothing of them."""
    rows = [
        {"id": paper.pk, "title": paper.title, "version": paper.current.number, "sha256": paper.current.sha256}
        for paper in papers
        if paper.current
    ]
    return {"papers": rows} if rows else {}
