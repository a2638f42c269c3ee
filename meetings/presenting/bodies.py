"""What the pages of bodies show: who sits there today, before and later, for whom, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetings.models import Body, BodyMember, Meeting
from meetings.presenting.pages import Pill, meeting_row
from meetings.rules.terms import last_days
from meetings.selectors import bodies as reads
from meetings.selectors.meetings import meetings_for
from meetings.wording import bodies as wording
from twente.core.agreement import Office
from twente.core.models import Agreement, Role
from twente.core.permissions import Actor
from twente.core.selectors import in_force, parties_of, reading_values, rulebook_on, standing_mandates

SOON = timedelta(weeks=6)
ONCE = "eenmaal"
"""The value of reading R15 by which a term is renewed one time only."""
ASIDE = (BodyMember.Office.GUEST, BodyMember.Office.SUBSTITUTE)
ROLE_OFFICES = {
    Role.Kind.CHAIR: ("voorzitter",),
    Role.Kind.DEPUTY_CHAIR: ("plaatsvervangend_voorzitter", "vicevoorzitter"),
    Role.Kind.SECRETARY: ("coordinerend_secretaris", "secretaris"),
    Role.Kind.DEPUTY_SECRETARY: ("plaatsvervangend_secretaris",),
}
"""Kind of role → the keys that a rulebook can give its office."""


@dataclass(frozen=True)
class MemberRow:
    """A member with office, on whose behalf and how the term stands."""

    member: BodyMember
    behalf: str
    pill: Pill | None
    running: bool
    accountless: bool


@dataclass(frozen=True)
class OfficeRow:
    """An office of the agreement that this body has: who holds it, until when, by which article."""

    kind: str
    name: str
    holder: str
    said: str
    article: str
    soon: bool = False
    until: date | None = None


@dataclass(frozen=True)
class BodyRow:
    """A body in the list."""

    body: Body
    about: str
    size: str
    signals: tuple[str, ...]
    next: Meeting | None


def list_page(actor: Actor, agreement: Agreement, now: datetime) -> dict[str, Any]:
    """Every body with what it is, how many sit there, what is missing and when it meets next."""
    rows = [body_row(body, actor, now) for body in reads.bodies_for(actor)]
    return {
        "rows": [row for row in rows if row.body.ended_on is None or row.body.ended_on >= actor.on],
        "ended": [row for row in rows if row.body.ended_on and row.body.ended_on < actor.on],
        "may_record": actor.may("mandate_record"),
    }


def body_row(body: Body, actor: Actor, now: datetime) -> BodyRow:
    """One body in the list."""
    members = list(reads.members_on(body, actor.on))
    coming = meetings_for(actor).filter(body=body, ends_at__gte=now).exclude(state=Meeting.State.HELD)
    return BodyRow(
        body=body,
        about=about(body, actor.on),
        size=how_many(body, members, actor.on),
        signals=tuple(signals(body, members, actor.on)),
        next=coming.order_by("starts_at").first(),
    )


def about(body: Body, on: date) -> str:
    """What it is: the secretary's words, else our paraphrase of its article."""
    articles = rulebook_on(body.agreement, on).articles
    return body.purpose or (articles[body.article].about if body.article in articles else "")


def how_many(body: Body, members: Sequence[BodyMember], on: date) -> str:
    """14 leden en 1 gast; of the overleg the representatives count as well."""
    sitting = sum(member.office not in ASIDE for member in members)
    spoken = 0 if body.by_members else standing_mandates(body.agreement, on).count()
    return wording.size(sitting + spoken, sum(member.office == BodyMember.Office.GUEST for member in members))


def signals(body: Body, members: Sequence[BodyMember], on: date) -> list[str]:
    """What is missing: parties without a member, fewer parties than the agreement asks (BOK-7.3, UHO-1g)."""
    found = []
    if without := reads.without_member(body, members, on):
        found.append(wording.missing([party.short_name for party in without]))
    rule = reads.rule_of(body, on)
    if lacking := reads.too_few_parties(body, members, on):
        found.append(wording.too_few(lacking, (rule.least_parties if rule else None) or 0))
    return found


def body_page(body: Body, actor: Actor, now: datetime) -> dict[str, Any]:
    """One body: what it is, who leads it, who sits there now, before and later, and its meetings."""
    everybody = list(reads.members_ever(body))
    on = actor.on
    today = [row for row in everybody if row.valid_from <= on and (row.valid_until is None or row.valid_until >= on)]
    rule = reads.rule_of(body, on)
    meetings = meetings_for(actor).filter(body=body, ends_at__gte=now - timedelta(days=180)).order_by("starts_at")
    return {
        "body": body,
        "about": about(body, on),
        "rule": rule,
        "offices": offices(body, on, rule.chair_article if rule else None, today),
        "members": rows_of((row for row in today if row.office not in ASIDE), on),
        "aside": rows_of((row for row in today if row.office in ASIDE), on),
        "later": rows_of((row for row in everybody if row.valid_from > on), on),
        "past": rows_of((row for row in reversed(everybody) if row.valid_until and row.valid_until < on), on),
        "speaking": speaking(body, on),
        "signals": signals(body, today, on),
        "unreachable": unreachable(today, body),
        "meetings": [meeting_row(meeting) for meeting in meetings],
        "closed_to_me": body.by_members and not reads.bodies_for(actor).filter(reads.known(actor), pk=body.pk).exists(),
        "may_record": actor.may("mandate_record"),
        "may_fill": actor.may("agenda_edit"),
        "may_end": actor.may("mandate_record") and rule is None and body.ended_on is None,
    }


def speaking(body: Body, on: date) -> list[tuple[Any, Any]]:
    """The parties at the table with who holds their mandate; nothing where members sit in person."""
    if body.by_members:
        return []
    held = {row.party_id: row for row in standing_mandates(body.agreement, on)}
    return [(party, held.get(party.pk)) for party in parties_of(body.agreement, on)]


def rows_of(members: Iterable[BodyMember], on: date) -> list[MemberRow]:
    """Members as the page shows them."""
    return [
        MemberRow(
            member=row,
            behalf=wording.behalf(
                [seat.party.short_name for seat in row.seats.all()],
                row.organisation,
                str(row.stands_in_for) if row.stands_in_for else "",
            ),
            pill=pill_of(row, on),
            running=row.valid_until is None or row.valid_until >= on,
            accountless=row.user_id is None,
        )
        for row in members
    ]


def pill_of(member: BodyMember, on: date) -> Pill | None:
    """A term that has still to begin, or ends within six weeks."""
    if member.valid_from > on:
        return Pill("begint nog", "b", "clock")
    if member.valid_until and on <= member.valid_until <= on + SOON:
        return Pill("loopt af", "w", "hourglass")
    return None


def unreachable(members: Iterable[BodyMember], body: Body) -> str:
    """Who gets no invitation, in a sentence; empty when everybody does."""
    without = reads.invited(members).unreachable
    return wording.unreachable([str(member) for member in without]) if without else ""


def offices(body: Body, on: date, chair_article: str | None, members: Iterable[BodyMember]) -> list[OfficeRow]:
    """Who leads: by the roles of the agreement (BOK-5.3, 5.4, 7.1), or whom the secretary appointed (BOK-7.4)."""
    rows = role_rows(body.agreement, on)
    if not body.by_members:
        return rows
    secretaries = [row for row in rows if row.kind == Role.Kind.SECRETARY]
    appointed = [appointed_row(row, chair_article or "") for row in members if row.office in reads.LEADING]
    if not any(row.kind == BodyMember.Office.CHAIR for row in appointed):
        said = "De secretaris zit voor, tenzij die een lid aanwijst."
        by_office = [OfficeRow("chair", "Voorzitter", row.holder, said, chair_article or "") for row in secretaries]
        return by_office + appointed + secretaries
    return appointed + secretaries


def appointed_row(member: BodyMember, article: str) -> OfficeRow:
    """A member who leads."""
    said = f"Aangewezen door de secretaris, {wording.term(member.valid_from, member.valid_until)}."
    return OfficeRow(member.office, member.get_office_display().capitalize(), str(member), said, article)


def role_rows(agreement: Agreement, on: date) -> list[OfficeRow]:
    """The offices of the agreement with their terms; a term that is renewed silently is counted on (BOK-7.2)."""
    book, values = rulebook_on(agreement, on), reading_values(agreement, on)
    rules = {office.key: office for office in book.offices}
    held = Role.objects.filter(in_force(on), agreement=agreement, kind__in=ROLE_OFFICES).select_related("user")
    found = []
    for role in sorted(held, key=lambda role: list(ROLE_OFFICES).index(Role.Kind(role.kind))):
        rule = next((rules[key] for key in ROLE_OFFICES[Role.Kind(role.kind)] if key in rules), None)
        found.append(role_row(role, rule, on, once=rule is not None and values.get(rule.renewal_reading or "") == ONCE))
    return found


def role_row(role: Role, rule: Office | None, on: date, *, once: bool) -> OfficeRow:
    """One office: its term as the rulebook counts it, or as it was recorded."""
    ends = last_days(role.valid_from, rule.term, rule.renewal, until=on, once=once) if rule and rule.term else []
    if role.valid_until:
        ends = [min(end, role.valid_until) for end in ends]
    plain = f"{wording.term(role.valid_from, role.valid_until).capitalize()}."
    said = wording.office_term(role.valid_from, ends, on) if ends else plain
    until = next((end for end in ends if end >= on), None) or role.valid_until
    return OfficeRow(
        kind=role.kind,
        name=role.get_kind_display().capitalize(),
        holder=role.user.name,
        said=said,
        article=rule.article if rule else "",
        soon=until is not None and on <= until <= on + SOON,
        until=until,
    )
