"""A mail as it is handed to the mail server: the text first, and the same words as one plain HTML page."""

from collections.abc import Callable, Mapping, Sequence
from email.utils import parseaddr
from functools import cache

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from twente.core.letter.parts import Block, Kind, Line, blocks

BREAK = mark_safe("<br>")


def written(subject: str, body: str, to: Sequence[str]) -> EmailMultiAlternatives:
    """The mail in both forms. Mail programs that show no HTML, and people who want none, lose nothing."""
    mail = EmailMultiAlternatives(subject, body, to=list(to))
    mail.attach_alternative(html_of(subject, body), "text/html")
    return mail


def html_of(subject: str, body: str) -> str:
    """The HTML of a text: styles inside the tags, nothing from elsewhere, no picture, no counter of readers."""
    sender, _ = parseaddr(settings.DEFAULT_FROM_EMAIL)
    drawn = [DRAWN[block.kind](block) for block in blocks(body, site=settings.SITE_URL)]
    return inliner().inline(
        render_to_string("mails/letter.html", {"subject": subject, "sender": sender, "drawn": drawn})
    )


@cache
def inliner() -> CSSInliner:
    """With our style sheet; that for dark screens stays in the head, because it cannot stand in a tag."""
    sheet = (settings.ROOT / "templates" / "mails" / "letter.css").read_text(encoding="utf-8")
    return CSSInliner(extra_css=sheet, keep_at_rules=True, load_remote_stylesheets=False)


def paragraph(block: Block) -> SafeString:
    """Lines as they were broken."""
    return format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((line.text,) for line in block.lines)))


def heading(block: Block) -> SafeString:
    """The name of the list below it."""
    return format_html_join("", "<h2>{}</h2>", ((line.text,) for line in block.lines))


def facts(block: Block) -> SafeString:
    """What, when, where: each on its own line, so that a narrow phone breaks nothing."""
    rows = format_html_join(BREAK, "<b>{}:</b> {}", ((line.label, line.text) for line in block.lines))
    return format_html('<p class="feiten">{}</p>', rows)


def items(block: Block) -> SafeString:
    """A list, a line below each."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((linked(line),) for line in block.lines)))


def links(block: Block) -> SafeString:
    """Where to read more."""
    return format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((linked(line),) for line in block.lines)))


def button(block: Block) -> SafeString:
    """The one thing to do."""
    (line,) = block.lines
    return format_html('<p class="doen"><a class="knop" href="{}">{}</a></p>', line.address, line.text)


def linked(line: Line) -> SafeString:
    """The words of a line, leading to its address if it has one."""
    words = format_html_join(BREAK, "{}", ((text,) for text in (line.text or line.address, *line.below)))
    return format_html('<a href="{}">{}</a>', line.address, words) if line.address else words


DRAWN: Mapping[Kind, Callable[[Block], SafeString]] = {
    Kind.TEXT: paragraph,
    Kind.HEADING: heading,
    Kind.FACTS: facts,
    Kind.ITEMS: items,
    Kind.LINK: links,
    Kind.BUTTON: button,
}
"""Kind of block → its HTML."""
