"""Template tags and filters of the house; registered as builtins, so no template has to load them.

Thin: dates, amounts and article numbers are written by the pure modules of core; here they only reach the page.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from twente.core import articles, dates, money

register = template.Library()
Day = date | datetime

CONTROLS = {
    "Textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "Select": "utrecht-select utrecht-select--html-select",
    "SelectMultiple": "utrecht-select utrecht-select--html-select",
    "CheckboxInput": "tik",
    "CheckboxSelectMultiple": "tik",
    "RadioSelect": "tik",
    "FileInput": "",
    "ClearableFileInput": "",
}
"""Widget class → style of its control; every other widget is a text box."""
WHOLE = '<span class="heel-woord">{}</span>'
"""Around what stays on one line."""
TEXT_BOX = "utrecht-textbox utrecht-textbox--html-input"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; the word beside it carries the meaning."""
    return format_html(
        '<svg class="ic{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def label(text: object, kind: str = "", name: str = "") -> SafeString:
    """State pill: word, colour (w warning, g good, b informing, a accent, d dashed) and icon name."""
    return format_html('<span class="lab {}">{}{}</span>', kind, icon(name) if name else "", text)


NOTICES = {
    "success": ("g", "circle-check"),
    "info": ("i", "info-circle"),
    "warning": ("w", "alert-triangle"),
    "error": ("f", "alert-circle"),
}


@register.simple_tag
def notice(text: object, kind: str = "info") -> SafeString:
    """One sentence in a coloured box; kind is success, info, warning or error (the level of a Django message)."""
    css, name = NOTICES.get(kind, NOTICES["info"])
    return format_html('<p class="let {}">{}<span>{}</span></p>', css, icon(name), text)


@register.simple_tag(takes_context=True)
def article(context: template.Context, number: str, slug: str = "") -> SafeString:
    """ "12.3" as "art. 12.3", linked to our paraphrase of it; without an agreement at hand it is plain text."""
    request = context.get("request")
    agreement = getattr(request, "agreement", None)
    slug = slug or getattr(agreement, "slug", "")
    try:
        text = articles.short(number)
        address = reverse("home:article", args=[slug, number])
    except articles.NotAnArticle:
        return format_html("{}", number)
    except NoReverseMatch:
        return format_html('<span class="art">{}</span>', text)
    return format_html('<a class="art" href="{}">{}</a>', address, text)


@register.simple_tag(takes_context=True)
def cite(context: template.Context, number: str | None) -> SafeString:
    """The article behind a sentence, with the space before it: " (art. 12.3)". Nothing where there is none."""
    return format_html(" ({})", article(context, number)) if number else SafeString("")


def as_day(value: Day) -> date:
    """The Amsterdam day of a day or a moment."""
    return dates.day_of(value) if isinstance(value, datetime) else value


@register.filter(expects_localtime=False)
def day(value: Day | None) -> str:
    """2 december 2026"""
    return dates.full_date(as_day(value)) if value else ""


@register.filter(expects_localtime=False)
def longday(value: Day | None) -> str:
    """woensdag 2 december 2026"""
    return dates.long_date(as_day(value)) if value else ""


@register.filter(expects_localtime=False)
def shortday(value: Day | None) -> str:
    """wo 2 dec"""
    return dates.short_date(as_day(value)) if value else ""


@register.filter(expects_localtime=False)
def clock(value: datetime | None) -> str:
    """10.42 uur, on the Amsterdam clock"""
    return dates.clock_time(value) if value else ""


@register.filter(expects_localtime=False)
def moment(value: datetime | None) -> str:
    """woensdag 2 december 2026 om 10.42 uur, on the Amsterdam clock"""
    return dates.long_moment(value) if value else ""


@register.filter(expects_localtime=False)
def ago(value: Day | None, today: date) -> str:
    """over 5 dagen, morgen, gisteren; `{{ due|ago:house.today }}`"""
    return dates.days_away(as_day(value), today=today) if value else ""


FORMS: dict[str, Callable[[Any], str]] = {
    "day": day,
    "longday": longday,
    "shortday": shortday,
    "clock": clock,
    "moment": moment,
}


@register.simple_tag
def when(value: Day | None, form: str = "day") -> SafeString:
    """The same texts inside `<time datetime>`: `{% when meeting.starts_at "moment" %}`."""
    if value is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), FORMS[form](value))


@register.filter
def number(value: int | None) -> str:
    """319.980; a true minus before a negative number"""
    return "" if value is None else money.format_number(value)


@register.filter
def euro(cents: int | None) -> str:
    """Whole cents as € 1.428.562,50"""
    return "" if cents is None else money.format_amount(cents)


@register.filter
def whole_dates(text: str) -> SafeString:
    """The same text in which no line breaks within a date: 11 november 2026 stays together."""
    pieces = enumerate(dates.around_dates(text))
    return format_html_join("", "{}", ((format_html(WHOLE, piece) if place % 2 else piece,) for place, piece in pieces))


@register.filter
def plural(count: int, words: str) -> str:
    """`{{ 2|plural:"stuk,stukken" }}` is "2 stukken"; the count comes with it."""
    one, many = words.split(",")
    return f"{money.format_number(count)} {one if count == 1 else many}"


def first_bad(field: BoundField) -> bool:
    """Whether this is the first field of its form that has an error."""
    errors = field.form.errors
    return field.name in errors and next((name for name in field.form.fields if name in errors), "") == field.name


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a form field in the house style, with the cursor in the first field that is wrong."""
    widget = field.field.widget
    style = CONTROLS.get(type(widget).__name__, TEXT_BOX)
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{style} {own}".strip()} if style or own else {}
    if first_bad(field):
        attrs["autofocus"] = True
    return field.as_widget(attrs=attrs)


LAYOUTS = {"CheckboxInput": "forms/_tick.html"}


@register.filter
def layout(field: BoundField) -> str:
    """Template for a field: a group of choices, a single tick box, or label above input."""
    if field.field.widget.use_fieldset:
        return "forms/_group.html"
    return LAYOUTS.get(type(field.field.widget).__name__, "forms/_input.html")
