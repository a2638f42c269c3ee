"""What the minutes page shows, as rows with ready-made words and flags: templates only loop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from meetings.models import Meeting, Minutes, MinutesText
from meetings.rules import minutes as rules
from meetings.selectors import minutes as selectors
from meetings.selectors import signing_article
from meetings.wording import minutes as wording
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.core.permissions import Actor
from twente.documents.authority import TRIAL
from twente.documents.models import Revision
from twente.documents.signing import SigningRefused, signer_from_folder
from twente.documents.trust import TrustMissing
from twente.documents.validation import Verdict
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job

ACT_WORDS = {rules.CHAIR_FIELD: "Getekend door voorzitter", rules.SECRETARY_FIELD: "Getekend door secretaris"}
JOB_WORDS = {
    Job.State.QUEUED: "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut.",
    Job.State.RUNNING: "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut.",
    Job.State.FAILED: "Het document kon niet worden gemaakt. Probeer het opnieuw.",
    Job.State.DONE: "Het document is gemaakt.",
}


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
    """An item in the middle; `save_at` is the address to post the text to, or "" when it stands still."""

    pk: int
    content: rules.ItemContent
    version: int
    saved: str
    save_at: str


@dataclass(frozen=True)
class Stage:
    """A step of the strip: done ("ok"), at hand ("nu") or to come ("")."""

    name: str
    note: str
    icon: str
    state: str


def address(meeting: Meeting, name: str, *more: int) -> str:
    """Address of a page of these minutes."""
    return reverse(f"meetings:{name}", args=[meeting.body.agreement.slug, meeting.pk, *more])


def frame(meeting: Meeting, here: str) -> dict[str, Any]:
    """Heading and breadcrumb of every page about these minutes."""
    slug = meeting.body.agreement.slug
    day = day_of(meeting.starts_at)
    trail = [
        ("Vergaderingen", reverse("meetings:meeting_list", args=[slug])),
        (full_date(day), reverse("meetings:meeting_detail", args=[slug, meeting.pk])),
    ]
    if here != "Verslag":
        trail.append(("Verslag", address(meeting, "minutes_detail")))
    links = {
        name: address(meeting, f"minutes_{name}") for name in ("detail", "adopt", "pdf", "sign", "verify", "download")
    }
    return {"meeting": meeting, "trail": trail, "here": here, "links": links, "day": long_date(day)}


def whole(meeting: Meeting, actor: Actor, today: date) -> dict[str, Any]:
    """The whole page: strip, items, what is still to do, document and signatures."""
    minutes, content = selectors.minutes_of(meeting), selectors.content_of(meeting)
    revisions = selectors.revisions_of(minutes)
    started = meeting.state in (Meeting.State.OPEN, Meeting.State.HELD)
    adopted = minutes is not None and minutes.state == Minutes.State.ADOPTED
    may_write = started and not adopted and actor.may("minutes_edit")
    return (
        frame(meeting, "Verslag")
        | progress(content)
        | document_panel(meeting, minutes, actor)
        | {
            "started": started,
            "adopted": adopted,
            "annulled": selectors.annulled_decisions(meeting) if adopted else [],
            "may_write": may_write,
            "may_adopt": may_write and not rules.blocking(rules.adoption_checks(content)),
            "sentence": sentence(minutes, may_write=may_write),
            "stages": stages(content, minutes, revisions),
            "blocks": blocks(meeting, content, today, may_write=may_write),
            "signing": signing_panel(actor, revisions) | {"article": signing_article(meeting)},
        }
    )


def after_saving(meeting: Meeting, content: rules.Content) -> dict[str, Any]:
    """What changes on the page with every text that somebody saves: strip, items, what is still to do."""
    may_adopt = not rules.blocking(rules.adoption_checks(content))
    rest = {"stages": stages(content, None, ()), "may_write": True, "may_adopt": may_adopt}
    return frame(meeting, "Verslag") | progress(content) | rest


def progress(content: rules.Content) -> dict[str, Any]:
    """The list of items and the list of things to do; both follow every saved text."""
    rows = [item_row(item) for item in content["items"]]
    ready = sum(row.css == "ok" for row in rows)
    return {
        "rows": rows,
        "ready": f"{ready} van {len(rows)} klaar",
        "checks": [
            {"done": check.passed, "css": check_css(check), "icon": check_icon(check), "text": wording.to_do(check)}
            for check in rules.adoption_checks(content)
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
    css, icon, words = wording.ITEM_STATES[rules.item_state(item)]
    outcomes = [decision["outcome"] for decision in item["decisions"]]
    return ItemRow(item["number"], item["title"], css, icon, ", ".join(outcomes) or ("" if css == "ok" else words))


def blocks(meeting: Meeting, content: rules.Content, today: date, *, may_write: bool) -> list[ItemBlock]:
    """The items with their texts, and where to save them."""
    texts = {text.item_id: text for text in MinutesText.objects.filter(minutes__meeting=meeting)}
    return [item_block(meeting, item, texts.get(item["id"]), today, may_write=may_write) for item in content["items"]]


def item_block(
    meeting: Meeting, item: rules.ItemContent, text: MinutesText | None, today: date, *, may_write: bool
) -> ItemBlock:
    """One item; without a saved text the version is 0."""
    return ItemBlock(
        pk=item["id"],
        content=item,
        version=text.version if text else 0,
        saved=wording.saved(text.saved_at, today) if text and may_write else "",
        save_at=address(meeting, "minutes_text_save", item["id"]) if may_write else "",
    )


def sentence(minutes: Minutes | None, *, may_write: bool) -> str:
    """The line under the heading."""
    if minutes and minutes.content:
        return f"Vastgesteld {wording.adopted(minutes.content['adoption'])}. De inhoud verandert niet meer."
    return "Typ alleen de bespreking. De rest volgt vanzelf." if may_write else "Concept. Nog niet vastgesteld."


def stages(content: rules.Content, minutes: Minutes | None, revisions: Sequence[Revision]) -> list[Stage]:
    """The strip: what is done with its day, what is at hand, what is to come."""
    made = {row.act: f"op {full_date(day_of(row.made_at))}" for row in revisions}
    adoption = content.get("adoption")
    steps = [
        ("Concept", "geschreven" if adoption else progress(content)["ready"], bool(adoption)),
        ("Vastgesteld", wording.adopted(adoption) if adoption else "door het overleg", bool(adoption)),
        ("Opgemaakt", made.get(Revision.Act.RENDERED, "als pdf"), Revision.Act.RENDERED in made),
        (ACT_WORDS[rules.CHAIR_FIELD], made.get(Revision.Act.CHAIR, "als eerste"), Revision.Act.CHAIR in made),
        (
            ACT_WORDS[rules.SECRETARY_FIELD],
            made.get(Revision.Act.SECRETARY, "als tweede"),
            Revision.Act.SECRETARY in made,
        ),
    ]
    return strip(steps)


def strip(steps: Iterable[tuple[str, str, bool]]) -> list[Stage]:
    """Stages from (name, note, done): the first that is not done is at hand."""
    rows: list[Stage] = []
    for name, note, done in steps:
        first = not done and not any(row.state == "nu" for row in rows)
        icon = "circle-check" if done else "circle-dot" if first else "circle"
        rows.append(Stage(name, note, icon, "ok" if done else "nu" if first else ""))
    return rows


def document_panel(meeting: Meeting, minutes: Minutes | None, actor: Actor) -> dict[str, Any]:
    """How far the document is: made, being made, failed; `job_state` is the version that polling sends back."""
    if minutes is None or minutes.state != Minutes.State.ADOPTED:
        return {"document": None}
    job = latest_job(meeting.body.agreement, "minutes_pdf", minutes.pk)
    state = Job.State.DONE if minutes.document_id else Job.State(job.state) if job else Job.State.FAILED
    busy = state in (Job.State.QUEUED, Job.State.RUNNING)
    return {
        "document": {
            "made": minutes.document_id is not None,
            "busy": busy,
            "state": state.value,
            "text": JOB_WORDS[state],
            "may_retry": state == Job.State.FAILED and actor.may("minutes_edit"),
            "link": wording.file_name(meeting.starts_at, signed=selectors.is_signed(minutes)),
            "fingerprint": wording.spaced(minutes.sha256),
        }
    }


def signing_panel(actor: Actor, revisions: Sequence[Revision]) -> dict[str, Any]:
    """Whose signature is next, and whether it is this person's."""
    if not revisions:
        return {"text": "Ondertekenen kan als het document is gemaakt."}
    signed = selectors.signed_fields(revisions)
    turn = rules.next_signature(signed)
    mine = offices_of(actor)
    return {
        "text": wording.signing_turn(turn),
        "my_turn": turn in mine,
        "i_wait": bool(mine) and turn not in mine and not mine <= set(signed),
    }


def offices_of(actor: Actor) -> frozenset[str]:
    """Signature fields that this person may fill."""
    if not actor.may("minutes_sign"):
        return frozenset()
    return rules.offices((holding.role, holding.in_charge) for holding in actor.holdings)


def signing_page(meeting: Meeting, minutes: Minutes, field: str, revision: Revision) -> dict[str, Any]:
    """What somebody is about to sign: title, office, and the checksum of exactly these bytes."""
    return frame(meeting, "Ondertekenen") | {
        "title": wording.title(meeting.starts_at),
        "office": wording.SIGNERS[field],
        "sha256": wording.spaced(revision.sha256),
        "trial": on_trial(field),
        "adopted_words": wording.adopted(minutes.content["adoption"]) if minutes.content else "",
    }


def verdict_page(verdict: Verdict, *, signed: bool, of_copy: bool) -> dict[str, Any]:
    """A verdict in words: what holds or what is wrong, and who signed when; trial certificates are named as such."""
    signatures = [
        {
            "office": wording.office(info.field),
            "name": info.name,
            "when": f"op {full_date(day_of(info.at))} om {clock_time(info.at)}" if info.at else "zonder tijdstempel",
            "holder": info.holder,
        }
        for info in verdict.signatures
    ]
    return {
        "kind": "success" if verdict.valid else "error",
        "about": "Uw bestand" if of_copy else "Het geregistreerde document",
        "headline": wording.verdict(valid=verdict.valid, signed=signed),
        "findings": [finding.sentence for finding in verdict.findings],
        "signatures": signatures,
        "trial": any(TRIAL in info.holder for info in verdict.signatures),
    }


def revision_rows(revisions: Iterable[Revision]) -> list[dict[str, str]]:
    """What was kept: the act, its moment, and the checksum of the bytes."""
    return [
        {
            "act": wording.upper_first(row.get_act_display()),
            "when": f"{full_date(day_of(row.made_at))}, {clock_time(row.made_at)}",
            "sha256": wording.spaced(row.sha256),
        }
        for row in revisions
    ]


def on_trial(field: str) -> bool:
    """Whether the key that would sign comes from the development authority."""
    try:
        signer = signer_from_folder(
            field, name="", folder=settings.SIGNING_FOLDER, passphrase=settings.SIGNING_PASSPHRASE
        )
    except (SigningRefused, TrustMissing):
        return False
    return signer.trial
