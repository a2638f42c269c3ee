"""The items of minutes on the page: the list with their state, and the blocks with text, editor and comments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.documents import action_on_paper, typed_text
from meetings.forms.review import CommentForm
from meetings.models import Meeting, MinutesText
from meetings.presenting.minutes_frame import address
from meetings.presenting.minutes_review import CommentRow, comment_form
from meetings.rules import markup
from meetings.rules import minutes as rules
from meetings.wording import minutes as wording


@dataclass(frozen=True)
class ItemRow:
    """An item in the list on the left."""

    number: int
    title: str
    css: str
    icon: str
    note: str


@dataclass(frozen=True)
class ItemBlock:
    """An item in the middle; the addresses are "" for who may not write, or comment.

    `typed` is the discussion as a page shows it, `markup` as the editor takes it, `plain` as a field without scripts.
    """

    pk: int
    content: rules.ItemContent
    typed: str
    version: int
    saved: str
    save_at: str
    busy_at: str
    comments: Sequence[CommentRow] = ()
    comment_at: str = ""
    tasks: Sequence[dict[str, str]] = ()

    @property
    def markup(self) -> str:
        """The discussion for the editor."""
        return self.content["text"]

    @property
    def plain(self) -> str:
        """The discussion for a field that knows no markup."""
        return markup.to_plain(self.content["text"])

    @property
    def marked(self) -> bool:
        """Whether the field without scripts would lose something."""
        return markup.from_plain(self.plain) != self.content["text"]

    @property
    def comment_form(self) -> CommentForm:
        """An empty form for the next comment."""
        return comment_form(self.pk)

    @property
    def talked_about(self) -> bool:
        """Whether there are comments, or may be."""
        return bool(self.comments or self.comment_at)


@dataclass(frozen=True)
class Rights:
    """What this person does on the page: type, or comment while a round runs."""

    write: bool
    comment: bool


def shown(text: str) -> str:
    """Clean markup as a page shows it."""
    return typed_text(rules.FORMAT, text)


def progress(content: rules.Content, checks: Iterable[rules.Check]) -> dict[str, Any]:
    """The list of items and the list of things to do; both follow every saved text."""
    rows = [item_row(item) for item in content["items"]]
    ready = sum(row.css == "ok" for row in rows)
    return {
        "rows": rows,
        "ready": f"{ready} van {len(rows)} klaar",
        "checks": [
            {"done": check.passed, "css": check_css(check), "icon": check_icon(check), "text": wording.to_do(check)}
            for check in checks
        ],
    }


def check_css(check: rules.Check) -> str:
    """Style of a thing to do."""
    return "" if check.passed else "nee"


def check_icon(check: rules.Check) -> str:
    """Icon of a thing to do: done, to do, or only a signal."""
    if check.passed:
        return "circle-check"
    return "circle-dashed" if check.blocks else "info-circle"


def item_row(item: rules.ItemContent) -> ItemRow:
    """An item with its state; a decision shows its outcome."""
    if item.get("closed"):
        return ItemRow(item["number"], item["title"], "ok", "lock", "besloten")
    css, icon, words = wording.ITEM_STATES[rules.item_state(item)]
    outcomes = [decision["outcome"] for decision in item["decisions"]]
    return ItemRow(item["number"], item["title"], css, icon, ", ".join(outcomes) or ("" if css == "ok" else words))


def blocks(
    meeting: Meeting, content: rules.Content, comments: Sequence[CommentRow], today: date, may: Rights
) -> list[ItemBlock]:
    """The items with their texts, where to save them, and what was remarked."""
    texts = {text.item_id: text for text in MinutesText.objects.filter(minutes__meeting=meeting)}
    form = content["format"]
    return [
        item_block(
            meeting, item, form, texts.get(item["id"]), [row for row in comments if row.item == item["id"]], today, may
        )
        for item in content["items"]
    ]


def item_block(
    meeting: Meeting,
    item: rules.ItemContent,
    form: int,
    text: MinutesText | None,
    comments: Sequence[CommentRow],
    today: date,
    may: Rights,
) -> ItemBlock:
    """One item; without a saved text the version is 0."""

    def at(name: str, *, allowed: bool) -> str:
        return address(meeting, name, item["id"]) if allowed and not item.get("closed") else ""

    return ItemBlock(
        pk=item["id"],
        content=item,
        typed=typed_text(form, item["text"]),
        version=text.version if text else 0,
        saved=wording.saved(text.saved_at, today) if text and may.write else "",
        save_at=at("minutes_text_save", allowed=may.write),
        busy_at=at("minutes_busy", allowed=may.write),
        comments=comments,
        comment_at=at("comment_create", allowed=may.comment),
        tasks=[action_on_paper(row) for row in item.get("actions", [])],
    )
