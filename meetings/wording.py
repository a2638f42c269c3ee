"""Dutch sentences of meetings (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from meetings.rules import Change, Done, Pace, Presence, Readiness, Step, send_by
from twente.core.agreement import Threshold, share_in_words
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.core.money import format_number

CHANGED = {
    "title": "Punt “{subject}” heet nu “{after}”.",
    "class_label": "Punt “{subject}”: soort is nu {after}.",
    "article": "Punt “{subject}” volgt nu uit artikel {after}.",
    "status_label": "Punt “{subject}” is nu {after}.",
    "explanation": "Punt “{subject}” heeft een andere toelichting.",
    "minutes": "Punt “{subject}” duurt nu {after} minuten in plaats van {before}.",
    "added": "Nieuw punt: “{subject}”.",
    "removed": "Vervallen punt: “{subject}”.",
    "order": "De volgorde is gewijzigd.",
    "place": "Plaats is nu {after} in plaats van {before}.",
    "starts_at": "Begin is nu {after} in plaats van {before}.",
    "ends_at": "Einde is nu {after} in plaats van {before}.",
}
MOMENTS = ("starts_at", "ends_at")


def count(number: int, one: str, many: str) -> str:
    """1 punt, 2 punten"""
    return f"{format_number(number)} {one if number == 1 else many}"


def period(starts_at: datetime, ends_at: datetime) -> str:
    """10.00–12.00 uur; over midnight with both days"""
    if day_of(starts_at) == day_of(ends_at):
        return f"{clock_time(starts_at).removesuffix(' uur')}–{clock_time(ends_at)}"
    return f"{clock_time(starts_at)} tot {full_date(day_of(ends_at))} {clock_time(ends_at)}"


def duration(minutes: int) -> str:
    """1 uur en 45 minuten"""
    hours, rest = divmod(minutes, 60)
    parts = [count(hours, "uur", "uur")] if hours else []
    parts += [count(rest, "minuut", "minuten")] if rest or not hours else []
    return " en ".join(parts)


def change(found: Change) -> str:
    """What a reader of the earlier agenda must know."""
    before, after = (spoken(found.what, value) for value in (found.before, found.after))
    return CHANGED[found.what].format(subject=found.subject, before=before, after=after)


def spoken(what: str, value: str) -> str:
    """A moment as people say it; other values as they are."""
    if what not in MOMENTS:
        return value
    moment = datetime.fromisoformat(value)
    return f"{long_date(day_of(moment))} om {clock_time(moment)}"


def presence(found: Presence, *, weighed: bool) -> str:
    """12 van 14 partijen aanwezig, samen 590.000 van 643.603 inwoners; the last only where inhabitants weigh."""
    people = f", samen {format_number(found.inhabitants_present)} van {format_number(found.inhabitants)} inwoners"
    return f"{found.present} van {count(found.parties, 'partij', 'partijen')} aanwezig{people if weighed else ''}"


def represented(found: Presence, threshold: Threshold) -> str:
    """Meer dan twee derde is vertegenwoordigd: whether as many parties are there as some decision asks (BOK-14)."""
    share, reached = share_in_words(threshold.share), found.reaches(threshold)
    amounts = {
        (False, True): f"Meer dan {share}",
        (False, False): f"{share[:1].upper()}{share[1:]} of minder",
        (True, True): f"Minstens {share}",
        (True, False): f"Minder dan {share}",
    }
    return f"{amounts[threshold.exactly_is_enough, reached]} is vertegenwoordigd"


def gauge(*, planned: int, least: int, year: int) -> str:
    """3 van minimaal 4 vergaderingen in 2026"""
    return f"{planned} van minimaal {count(least, 'vergadering', 'vergaderingen')} in {year}"


PACE = {
    Pace.ON_TIME: ("Op schema", "g", "check"),
    Pace.CAREFUL: ("Let op", "w", "alert-triangle"),
    Pace.LATE: ("Te laat", "w", "alert-triangle"),
}
"""Pace → word, colour and icon of its pill."""
STEPS = {
    "planned": ("Datum en plaats vastgelegd", "datum en plaats vastleggen"),
    "filled": ("Agenda opgesteld", "agendapunten toevoegen"),
    "sent": ("Agenda verstuurd", "agenda versturen"),
    "mandates": ("Mandaten bekend", "mandaten vastleggen"),
    "opened": ("Vergadering geopend", "vergadering openen"),
    "decided": ("Besluiten vastgelegd", "besluiten vastleggen"),
    "closed": ("Vergadering gesloten", "vergadering sluiten"),
    "minutes": ("Verslag vastgesteld", "verslag vaststellen"),
}
"""Step → what it is called when it is done, and what it asks before that."""


def step_title(step: Step) -> str:
    """The step as a line of the checklist."""
    done, task = STEPS[step.key]
    about: Readiness = step.facts["about"]
    titles = {
        Done.YES: done,
        Done.NEXT: f"Volgende stap: {task}",
        Done.WAITING: f"{done}: {about.mandated} van {about.parties}",
        Done.LATER: task.capitalize(),
    }
    return titles[step.done]


def planned_detail(about: Readiness) -> str:
    """The day."""
    return long_date(about.meets_on)


def planned_time(about: Readiness) -> str:
    """How much time the items take."""
    return f"{count(about.items, 'punt', 'punten')}, {duration(about.minutes_planned)} gepland"


def filled_detail(about: Readiness) -> str:
    """How full the agenda is."""
    if not about.items:
        return "Er staan nog geen punten op de agenda."
    room = about.minutes_available - about.minutes_planned
    rest = f"nog {duration(room)} vrij" if room > 0 else "de tijd is vol" if room == 0 else f"{duration(-room)} te veel"
    waiting = "; over toelating is nog niet beslist" if about.waiting_for_admission else ""
    return f"{planned_time(about)}, {rest}{waiting}"


def sent_detail(about: Readiness) -> str:
    """Which version went out, or by when it must."""
    if not about.versions:
        return f"Uiterlijk {long_date(send_by(about.meets_on))} (huisregel: zeven dagen vooraf)"
    return f"Gewijzigd na versie {about.versions}" if about.changed_since else f"Versie {about.versions}"


def mandates_detail(about: Readiness) -> str:
    """How many parties nobody can speak for."""
    missing = about.parties - about.mandated
    return f"Voor {count(missing, 'partij', 'partijen')} kan nog niemand spreken." if missing else ""


def decided_detail(about: Readiness) -> str:
    """Items for decision and those settled."""
    return (
        f"{about.decided} van {count(about.to_decide, 'punt', 'punten')} ter besluitvorming" if about.to_decide else ""
    )


def nothing(about: Readiness) -> str:
    """No detail."""
    return ""


DETAILS = {
    "planned": planned_detail,
    "filled": filled_detail,
    "sent": sent_detail,
    "mandates": mandates_detail,
    "opened": nothing,
    "decided": decided_detail,
    "closed": nothing,
    "minutes": nothing,
}


def step_detail(step: Step) -> str:
    """The line under a step."""
    return DETAILS[step.key](step.facts["about"])


def invitation_subject(content: Mapping[str, Any], number: int) -> str:
    """Starts with the act: what the reader should do."""
    day = full_date(day_of(datetime.fromisoformat(content["starts_at"])))
    what = "de agenda" if number == 1 else "de gewijzigde agenda"
    return f"Bekijk {what}: {content['body'].lower()} van {day}"


def invitation_body(*, name: str, content: Mapping[str, Any], number: int, changed: Sequence[str], address: str) -> str:
    """The mail that convenes a meeting, as plain text."""
    starts_at, ends_at = (datetime.fromisoformat(content[key]) for key in MOMENTS)
    first = f"De agenda van het {content['body'].lower()} staat klaar."
    again = f"De agenda van het {content['body'].lower()} is gewijzigd. Dit is versie {number}."
    lines = [
        f"Geachte {name},",
        "",
        first if number == 1 else again,
        "",
        f"Wanneer: {long_date(day_of(starts_at))}, {period(starts_at, ends_at)}",
        f"Waar: {content['place']}",
        "",
        *bullets("Gewijzigd", changed),
        *bullets("Agenda", [item_line(item) for item in content["items"]]),
        f"Lees de agenda met toelichting: {address}",
        "De uitnodiging voor uw eigen agenda is bijgevoegd.",
    ]
    return "\n".join(lines) + "\n"


def item_line(item: Mapping[str, Any]) -> str:
    """3. Verslag vaststellen (ter besluitvorming, 5 minuten)"""
    time = count(item["minutes"], "minuut", "minuten")
    return f"{item['position']}. {item['title']} ({item['status_label']}, {time})"


def bullets(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines and an empty one; nothing when there are none."""
    listed = list(lines)
    return [heading, *listed, ""] if listed else []


def class_label(kind: str, subject: str, labels: Mapping[str, str]) -> str:
    """The class of an item without its article: the standing subject's label, or the kind."""
    return labels.get(subject) or KINDS.get(kind, kind)


def item_class(kind: str, number: str, labels: Mapping[str, str]) -> str:
    """A class as an option of a form: "8d. Financiële inbreng", "artikel 12.5"."""
    return f"{number}. {labels[number]}" if number in labels else f"artikel {number}" if number else KINDS[kind]


KINDS = {"order": "Orde van de vergadering", "other": "Ander onderwerp", "other_article": "Uit een ander artikel"}
FRAMEWORK_NOTE = "De overeenkomst gaat vóór kaderstellende nota’s."
"""BOK-2.3, shown where a framework memorandum (8e) is treated."""


def due_sentence(items: int) -> str:
    """Why a draft agenda asks attention."""
    filled = f"met {count(items, 'punt', 'punten')}" if items else "maar er staan nog geen punten op"
    return f"Zeven dagen vooraf (huisregel), {filled}."


HALF_OR_FEWER = "De helft van de partijen of minder is aanwezig. De overeenkomst eist geen quorum."
"""R9: a signal, no refusal."""


PRESIDES = {
    (True, None): "zit voor.",
    (True, True): "zit voor en houdt de stem van de eigen partij.",
    (True, False): "zit voor en heeft geen stem.",
    (False, None): "neemt waar als voorzitter.",
    (False, True): "zit voor, neemt waar en houdt de stem van de eigen partij.",
    (False, False): "zit voor, neemt waar en heeft dan geen stem.",
}
"""Whether it is the chair, and whether who presides keeps the vote (None: the agreement does not say) → words."""
PRESIDING_HELP = {
    (True, True): "De voorzitter houdt de stem van de eigen partij.",
    (True, False): "De voorzitter heeft geen stem.",
    (False, True): "Een waarnemer houdt de stem van de eigen partij.",
    (False, False): "Een waarnemer heeft dan geen stem.",
}
"""The same as a rule, for who must choose who presides."""


def presiding(name: str, *, chair: bool, votes: bool | None) -> str:
    """Who presides, and whether that person votes (BOK-5.5, R8)."""
    return f"{name} {PRESIDES[chair, votes]}"


def presiding_help(*, chair: bool | None, deputy: bool | None) -> str:
    """What presiding means for the vote of the chair and of a deputy; nothing where the agreement does not say."""
    known = [(True, chair), (False, deputy)]
    return " ".join(PRESIDING_HELP[who, votes] for who, votes in known if votes is not None)
