"""Every page under an agreement: which act of the matrix opens it, how to knock, and what answers who may."""

import uuid
from typing import Any

from meetings.services.review import Remark, open_round, write_comment
from tests.meetings.minutes_scene import NOW
from tests.permissions.agenda_doors import AGENDA
from tests.permissions.archive_doors import ARCHIVE
from tests.permissions.door import Args, Door
from tests.permissions.doors_bodies import REGISTER
from tests.permissions.doors_of_lists import LISTS
from tests.permissions.finance_doors import FINANCE
from tests.permissions.paper_doors import PAPERS
from tests.permissions.signing_doors import SIGNING
from tests.permissions.world import TODAY, World, reading_value
from tests.votes.election import (
    ANNA,
    BRAM,
    a_level_election,
    a_level_run_off,
    a_nomination,
    a_ready_election,
    an_open_election,
)
from tests.votes.stage import TEXT
from votes.models import Proposal

ALMELO, HAAKSBERGEN, HENGELO, TUBBERGEN = "GM0141", "GM0158", "GM0164", "GM0183"


def item_data(world: World) -> dict[str, Any]:
    """A filled-in agenda item."""
    fields = {"title": "Koers", "item_class": "subject:8a", "status": "bespreking", "minutes_planned": "20"}
    return fields | {"explanation": "", "key": uuid.uuid4(), "version": 1}


def proposal_data(world: World) -> dict[str, Any]:
    """A filled-in proposal."""
    fields = {"title": TEXT.title, "text": TEXT.text, "decision_kind": "gewoon", "financial": "nee"}
    fields |= {"new_subject": "nee", "new_subject_reason": "Het staat in artikel 8."}
    return fields | {"financial_reason": "Inhoud.", "form_key": uuid.uuid4(), "version": world.concept.version}


def ballot(world: World) -> dict[str, Any]:
    """A filled-in ballot."""
    return {"choice": "voor", "key": uuid.uuid4()}


def mandate_data(world: World) -> dict[str, Any]:
    """A mandate for somebody who already represents a party: comes back, because that party has a voter."""
    return {"user": world.cast.representatives["Borne"].pk, "since": TODAY, "document": "Collegebesluit 2027-1"}


def reading_data(world: World) -> dict[str, Any]:
    """A decision of the overleg about a reading."""
    return {"value": reading_value(world.cast), "adopted_on": "2026-12-02", "decision": "Besluit 2026-07"}


def own_year(world: World) -> tuple[Any, ...]:
    """The year in the treasurer's upload; only the treasurer can put it forward."""
    return (world.upload.pk, world.upload.years.get().pk)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


def draft(world: World) -> tuple[Any, ...]:
    return (world.draft.pk,)


def live(world: World) -> tuple[Any, ...]:
    return (world.live.pk,)


def held(world: World) -> tuple[Any, ...]:
    return (world.scene.meeting.pk,)


def later(world: World) -> tuple[Any, ...]:
    return (world.scene.later.pk,)


def draft_item(world: World) -> tuple[Any, ...]:
    return (world.draft.items.get(position=1).pk,)


def live_item(world: World) -> tuple[Any, ...]:
    return (world.item(5),)


def secret_item(world: World) -> tuple[Any, ...]:
    """An item under geheimhouding in the running meeting."""
    return (world.item(7),)


def concept(world: World) -> tuple[Any, ...]:
    return (world.concept.pk,)


def ready(world: World) -> tuple[Any, ...]:
    return (world.ready.pk,)


def open_vote(world: World) -> tuple[Any, ...]:
    return (world.open.pk,)


def asked(world: World) -> tuple[Any, ...]:
    return (world.asked.pk,)


def asked_of(code: str) -> Args:
    """The open proposal at the answer of a party."""
    return lambda world: (world.asked.pk, code)


def letter(world: World) -> dict[str, Any]:
    """What a college decided, with its letter."""
    return {"value": "ingestemd", "document": "Collegebesluit 8", "decided_on": "2027-02-02", "key": uuid.uuid4()}


def closed(world: World) -> tuple[Any, ...]:
    return (world.closed.pk,)


def recusal(world: World) -> tuple[Any, ...]:
    """The party that takes no part in the vote that is ready (Awb 2:4)."""
    return (world.ready.pk, TUBBERGEN)


def plan(world: World) -> tuple[Any, ...]:
    """The ready vote, as one for which councils are asked (BOK-12.5)."""
    return (decided_as(world, "additionele_middelen"),)


def joining(world: World) -> tuple[Any, ...]:
    """The ready vote, as one about a party that asks to join (BOK-14)."""
    return (decided_as(world, "toetreding"),)


def decided_as(world: World, kind: str) -> int:
    """The ready vote with another kind of decision."""
    Proposal.objects.filter(pk=world.ready.pk).update(decision_kind=kind)
    return world.ready.pk


def at_council(code: str) -> Args:
    """That vote at the council of a party."""
    return lambda world: (*plan(world), code)


def open_for(code: str) -> Args:
    """The open vote at the ballot of a party."""
    return lambda world: (world.open.pk, code)


def at_party(name: str) -> Args:
    """A party's own page."""
    return lambda world: (world.party(name),)


def unopposed(world: World) -> tuple[Any, ...]:
    """A sole candidate in a running meeting."""
    return (a_ready_election(world.cast, (ANNA,), present=("Borne",)).pk,)


def on_paper(world: World) -> tuple[Any, ...]:
    """A vote with slips of paper, waiting for its count."""
    return (an_open_election(world.cast, way="paper", present=("Borne",)).pk,)


def secret_for(code: str) -> Args:
    """An open vote about persons at the slip of a party."""
    return lambda world: (an_open_election(world.cast).pk, code)


def level(world: World) -> tuple[Any, ...]:
    """A vote about persons that ended level: a run-off follows."""
    return (a_level_election(world.cast).pk,)


def level_again(world: World) -> tuple[Any, ...]:
    """Level for the second time: the lot decides."""
    return (a_level_run_off(world.cast).pk,)


def a_comment(world: World) -> tuple[Any, ...]:
    """A comment on an item of the running meeting, in a round of today."""
    secretary = world.cast.secretary
    open_round(meeting=world.live, last_day=TODAY, shared=True, by=secretary, now=NOW)
    given = {"item": world.live.items.get(position=5), "remark": Remark("Graag aanvullen."), "party": None}
    comment = write_comment(**given, key=uuid.uuid4(), by=secretary, now=NOW)
    return world.live.pk, comment.pk


def candidates(world: World) -> dict[str, Any]:
    """Two names for the slip."""
    return {"names": f"{ANNA}\n{BRAM}", "way": "ballot", "version": 2}


def a_slip(world: World) -> dict[str, Any]:
    """A filled-in slip."""
    return {"choice": ANNA, "key": uuid.uuid4()}


def arrival(world: World) -> dict[str, Any]:
    """Wierden sits down."""
    return {"party": world.party("Wierden"), "mark": "arrived"}


MEMBERS_PAGES = frozenset(
    {
        "home:agreement",
        "home:article",
        "home:search",
        "meetings:proposed_create",
        "meetings:proposed_list",
        "votes:proposal_list",
        "votes:item_panel",
        "partnership:population_list",
        "partnership:population_detail",
        "partnership:reading_list",
    }
)
"""Pages for everybody who takes part: what is on them is filtered, and tried elsewhere in these tests."""

MEETINGS = (
    Door("council_document", "meetings:meeting_list"),
    Door("council_document", "meetings:meeting_detail", held, opens=(200, 302)),
    Door("council_document", "meetings:agenda_version", lambda w: (w.scene.meeting.pk, 1)),
    Door("council_document", "meetings:item_detail", lambda w: (w.scene.items[1].pk,)),
    Door("agenda_draft", "meetings:meeting_detail", draft),
    Door("agenda_draft", "meetings:item_detail", draft_item),
    Door("agenda_draft", "meetings:year"),
    Door("agenda_draft", "meetings:year_of", lambda world: (2026,)),
    Door("agenda_edit", "meetings:meeting_create"),
    Door("agenda_edit", "meetings:meeting_create", data=empty, opens=(422,)),
    Door("agenda_edit", "meetings:meeting_edit", draft),
    Door("agenda_edit", "meetings:meeting_edit", draft, empty, opens=(422,)),
    Door("agenda_edit", "meetings:item_create", draft),
    Door("agenda_edit", "meetings:item_create", draft, item_data),
    Door("agenda_edit", "meetings:item_edit", draft_item),
    Door("agenda_edit", "meetings:item_edit", draft_item, item_data),
    Door("agenda_edit", "meetings:item_delete", draft_item),
    Door(
        "agenda_edit", "meetings:item_delete", lambda w: (w.draft.items.get(position=2).pk,), lambda w: {"version": 1}
    ),
    Door("agenda_edit", "meetings:item_move", draft_item, lambda w: {"to": 2, "seen": 1}),
    Door("agenda_edit", "meetings:agenda_publish", draft),
    Door("agenda_edit", "meetings:agenda_publish", draft, empty, opens=(422,)),
    Door("agenda_edit", "meetings:decision_create", live_item),
    Door("agenda_edit", "meetings:decision_create", live_item, empty, opens=(422,)),
    Door("attendance_record", "meetings:attendance", live),
    Door("attendance_record", "meetings:attendance", live, arrival),
    Door("attendance_record", "meetings:meeting_open", draft),
    Door("attendance_record", "meetings:meeting_open", draft, empty, opens=(422,)),
    Door("attendance_record", "meetings:meeting_close", live),
    Door("attendance_record", "meetings:meeting_close", live, empty, opens=(302, 409)),
    Door("mandate_record", "meetings:substitution_create", lambda w: (w.live.pk, w.party("Borne"))),
    Door("mandate_record", "meetings:substitution_create", lambda w: (w.live.pk, w.party("Borne")), empty, (422,)),
    Door("mandate_record", "meetings:substitution_withdraw", lambda w: (w.substitution.pk,), empty, (302, 409)),
)

PLANNING = (
    Door("agenda_edit", "meetings:meeting_follows"),
    Door("agenda_edit", "meetings:meeting_cancel", draft),
    Door("agenda_edit", "meetings:meeting_cancel", draft, empty, opens=(422,)),
    Door("agenda_edit", "meetings:year_copy", lambda world: (2027,)),
    Door("agenda_edit", "meetings:year_copy", lambda world: (2027,), empty, opens=(422,)),
    Door("agenda_edit", "meetings:subject_plan", lambda world: ("8g",)),
    Door("agenda_edit", "meetings:subject_plan", lambda world: ("8g",), empty, opens=(422,)),
    Door("agenda_edit", "votes:meeting_windows", draft),
)

MINUTES = (
    Door("minutes_draft", "meetings:minutes_detail", live),
    Door("minutes_draft", "meetings:minutes_pdf", live, opens=(302, 409)),
    Door("minutes_edit", "meetings:minutes_pdf", held, empty),
    Door("minutes_edit", "meetings:minutes_text_save", lambda w: (w.live.pk, w.item(5)), empty, (422,)),
    Door("minutes_edit", "meetings:minutes_adopt", live),
    Door("minutes_edit", "meetings:minutes_adopt", live, empty, (422,)),
    Door("minutes_sign", "meetings:minutes_sign", held, opens=(409,)),
    Door("minutes_sign", "meetings:minutes_sign", held, empty, (409,)),
    Door("council_document", "meetings:minutes_verify", held, opens=(409,)),
    Door("council_document", "meetings:minutes_download", held, opens=(409,)),
)

REVIEW = (
    Door("minutes_edit", "meetings:minutes_busy", lambda w: (w.live.pk, w.item(5)), empty, (204,)),
    Door("minutes_draft", "meetings:minutes_writers", live, opens=(302,)),
    Door("minutes_edit", "meetings:minutes_review", live),
    Door("minutes_edit", "meetings:minutes_review", live, empty, (422,)),
    Door("minutes_draft", "meetings:comment_create", lambda w: (w.live.pk, w.item(5)), empty, (422,)),
    Door("minutes_edit", "meetings:comment_take", a_comment, empty),
    Door("minutes_edit", "meetings:comment_decline", a_comment),
    Door("minutes_edit", "meetings:comment_decline", a_comment, empty, (422,)),
    Door("minutes_edit", "meetings:comment_reopen", a_comment, empty),
    Door("minutes_edit", "meetings:minutes_schedule", live),
    Door("minutes_edit", "meetings:minutes_schedule", live, empty, (422,)),
    Door("minutes_draft", "meetings:minutes_annex", live, opens=(404,)),
    Door("minutes_edit", "meetings:minutes_erratum", held),
    Door("minutes_edit", "meetings:minutes_erratum", held, empty, (422,)),
)

CONFIDENTIAL = (
    Door("confidential_item", "meetings:item_detail", secret_item),
    Door("agenda_edit", "meetings:item_openness", live_item),
    Door("agenda_edit", "meetings:item_openness", live_item, empty, (422,)),
    Door("agenda_edit", "meetings:item_openness_lift", secret_item),
    Door("agenda_edit", "meetings:item_openness_lift", secret_item, empty, (422,)),
    Door("agenda_edit", "meetings:item_openness_confirm", secret_item),
    Door("agenda_edit", "meetings:item_openness_confirm", secret_item, empty, (422,)),
    Door("agenda_edit", "meetings:item_grants", secret_item),
    Door("agenda_edit", "meetings:item_grants", secret_item, lambda w: {"person": w.cast.officer.pk}),
    Door("agenda_edit", "meetings:item_grant_withdraw", lambda w: (w.item(7), w.cast.officer.pk), empty),
)

VOTES = (
    Door("agenda_edit", "votes:proposal_create", live_item),
    Door("agenda_edit", "votes:proposal_create", live_item, proposal_data),
    Door("agenda_edit", "votes:proposal_edit", concept),
    Door("agenda_edit", "votes:proposal_edit", concept, proposal_data),
    Door("agenda_edit", "votes:proposal_ready", concept, empty),
    Door("agenda_edit", "votes:proposal_detail", concept),
    Door("agenda_draft", "votes:proposal_detail", ready),
    Door("vote_open", "votes:vote_open", ready),
    Door("vote_open", "votes:vote_open", ready, lambda w: {"earlier_figures": "on"}),
    Door("turnout", "votes:proposal_detail", open_vote, opens=(200, 302)),
    Door("turnout", "votes:turnout", open_vote),
    Door("tally", "votes:proposal_detail", open_vote, word="nog niet"),
    Door("tally", "votes:tally", open_vote),
    Door("tally", "votes:seats", open_vote, opens=(302,)),
    Door("vote_cast", "votes:ballot_cast", open_for(ALMELO), party="Almelo"),
    Door("vote_cast", "votes:ballot_cast", open_for(ALMELO), ballot, party="Almelo"),
    Door("vote_cast", "votes:ballot_cast", open_for(HAAKSBERGEN), ballot, party="Haaksbergen"),
    Door("vote_cast", "votes:ballot_cast", open_for(HENGELO), ballot, party="Hengelo"),
    Door("vote_cast", "votes:ballot_receipt", open_for(ALMELO), party="Almelo", opens=(302,)),
    Door("vote_enter", "votes:ballot_enter", open_for(ALMELO)),
    Door("vote_enter", "votes:ballot_enter", open_for(ALMELO), ballot, (422,)),
    Door("turnout", "votes:proposal_detail", asked),
    Door("vote_cast", "votes:answer_give", asked_of(ALMELO), party="Almelo"),
    Door("vote_cast", "votes:answer_give", asked_of(ALMELO), letter, party="Almelo"),
    Door("vote_cast", "votes:answer_give", asked_of(HAAKSBERGEN), letter, party="Haaksbergen"),
    Door("vote_cast", "votes:answer_give", asked_of(HENGELO), letter, party="Hengelo"),
    Door("vote_enter", "votes:answer_enter", asked_of(ALMELO)),
    Door("vote_enter", "votes:answer_enter", asked_of(ALMELO), letter),
    Door("vote_enter", "votes:hands_enter", asked),
    Door("vote_enter", "votes:hands_enter", asked, empty, (422,)),
    Door("vote_close", "votes:vote_close", asked),
    Door("vote_close", "votes:vote_close", open_vote),
    Door("vote_close", "votes:vote_close", open_vote, empty),
    Door("vote_open", "votes:way_choose", ready, lambda w: {"way": "roll_call"}),
    Door("vote_open", "votes:vote_skip", ready),
    Door("vote_open", "votes:vote_skip", ready, empty, (422,)),
    Door("vote_enter", "votes:roll_call", open_vote, opens=(409,)),
    Door("vote_enter", "votes:spoken_record", open_for(ALMELO), ballot, (409,)),
    Door("vote_cast", "votes:statement_write", open_for(ALMELO), party="Almelo", opens=(409,)),
    Door("vote_enter", "votes:statement_enter", open_for(ALMELO), opens=(409,)),
    Door("tally", "votes:vote_remind", open_vote),
    Door("tally", "votes:vote_remind", open_vote, empty),
    Door("agenda_edit", "votes:proposal_choice", live_item),
    Door("agenda_edit", "votes:request_record", joining),
    Door("agenda_edit", "votes:request_record", joining, empty, (422,)),
    Door("council_consent", "votes:council_list", plan, word="Bijwerken"),
    Door("council_consent", "votes:council_edit", at_council(ALMELO), party="Almelo"),
    Door("council_consent", "votes:council_edit", at_council(HENGELO), party="Hengelo"),
    Door("council_consent", "votes:council_edit", at_council(ALMELO), empty, (422,), party="Almelo"),
    Door("distribute", "votes:council_remind", plan),
    Door("distribute", "votes:council_remind", plan, empty),
    Door("result", "votes:proposal_detail", closed),
    Door("result", "votes:chain_check", closed),
    Door("result", "votes:vote_export", closed),
    Door("result", "votes:vote_export", open_vote, opens=(404, 409)),
    Door("result", "votes:calculator"),
    Door("result", "votes:calculate_vote", closed, opens=(302,)),
    Door("result", "votes:power_table"),
    Door("result", "votes:power_csv"),
    Door("result_establish", "votes:result_establish", closed, empty),
    Door("exclusion_record", "votes:recusal_ask", ready),
    Door("exclusion_record", "votes:recusal_ask", ready, empty, (422,)),
    Door("exclusion_record", "votes:recusal_confirm", recusal, empty),
    Door("exclusion_record", "votes:recusal_withdraw", recusal, empty),
    Door("vote_annul", "votes:annulment_ask", open_vote),
    Door("vote_annul", "votes:annulment_ask", open_vote, lambda w: {"reason": "Stukken niet verstuurd."}),
    Door("vote_annul", "votes:annulment_confirm", closed),
    Door("vote_annul", "votes:annulment_confirm", closed, empty),
    Door("vote_annul", "votes:annulment_withdraw", closed, empty),
    Door("minutes_publish", "votes:result_publish", closed, opens=(409,)),
    Door("minutes_publish", "votes:result_publish", closed, empty, (409,)),
    Door("result", "votes:result_document", closed, opens=(302,)),
    Door("agenda_edit", "votes:result_document", closed, empty, (409,)),
    Door("result", "votes:result_pdf", closed, opens=(409,)),
    Door("result", "votes:party_history", lambda w: (ALMELO,)),
    Door("result", "votes:votes_csv"),
    Door("result", "votes:ballots_csv"),
)

ELECTIONS = (
    Door("agenda_edit", "votes:candidates_edit", lambda w: (a_nomination(w.cast).pk,), candidates),
    Door("agenda_draft", "votes:proposal_detail", lambda w: (a_ready_election(w.cast).pk,)),
    Door("vote_open", "votes:appoint", unopposed, lambda w: {"asked": "nee"}),
    Door("vote_cast", "votes:ballot_cast", secret_for(ALMELO), party="Almelo"),
    Door("vote_cast", "votes:ballot_cast", secret_for(ALMELO), a_slip, party="Almelo"),
    Door("vote_enter", "votes:slips_count", on_paper, empty, (422,)),
    Door("result", "votes:proposal_detail", level),
    Door("vote_open", "votes:next_round", level, empty),
    Door("vote_close", "votes:lot_draw", level_again, empty, (422,)),
)

PARTNERSHIP = (
    Door("mandates", "partnership:party_list"),
    Door("mandates", "partnership:party_detail", at_party("Almelo"), party="Almelo", word="Collegebesluit Almelo"),
    Door("mandates", "partnership:party_detail", at_party("Borne"), party="Borne", word="Collegebesluit Borne"),
    Door("mandates", "partnership:party_list", party="Borne", word="Collegebesluit Borne"),
    Door("mandate_record", "partnership:mandate_create", at_party("Almelo")),
    Door("mandate_record", "partnership:mandate_create", at_party("Almelo"), mandate_data, (422,)),
    Door("mandate_record", "partnership:mandate_end", lambda w: (w.party("Almelo"), w.mandate("Almelo").pk)),
    Door(
        "mandate_record",
        "partnership:mandate_end",
        lambda w: (w.party("Almelo"), w.mandate("Almelo").pk),
        lambda w: {"last_day": TODAY},
    ),
    Door("mandate_record", "partnership:contact_edit", at_party("Almelo")),
    Door("mandate_record", "partnership:contact_edit", at_party("Almelo"), empty, (422,)),
    Door("population_change", "partnership:population_upload"),
    Door("population_change", "partnership:population_upload", data=empty, opens=(422,)),
    Door("population_change", "partnership:population_confirm", lambda w: (w.other_population.pk,), empty),
    Door("population_change", "partnership:population_preview", lambda w: (w.upload.pk,), opens=(200, 404)),
    Door("population_change", "partnership:population_propose", own_year, empty, opens=(302, 404)),
    Door("reading_adopt", "partnership:reading_request", lambda w: ("R2",)),
    Door("reading_adopt", "partnership:reading_request", lambda w: ("R2",), reading_data, (302, 422)),
    Door("reading_adopt", "partnership:reading_confirm", lambda w: (w.reading.pk,)),
    Door("reading_adopt", "partnership:reading_withdraw", lambda w: (w.reading.pk,), empty),
    Door("outbox_state", "outbox:state"),
)

AT_THE_TABLE = (
    Door("agenda_draft", "meetings:meeting_live", live),
    Door("agenda_draft", "meetings:live_follow", live),
    Door("agenda_draft", "meetings:live_wall", live),
    Door("agenda_edit", "meetings:live_desk", live),
    Door("agenda_edit", "meetings:entry_create", lambda w: (w.item(5), "actiepunt")),
    Door("agenda_edit", "meetings:entry_create", lambda w: (w.item(5), "actiepunt"), empty, (422,)),
    Door("attendance_record", "meetings:live_chair", live),
    Door("attendance_record", "meetings:item_take", live_item, empty),
    Door("attendance_record", "meetings:seat_mark", live, arrival),
    Door("attendance_record", "meetings:meeting_suspend", live, lambda w: {"reason": "Overleg."}),
    Door("attendance_record", "meetings:meeting_resume", live, empty),
    Door("attendance_record", "meetings:doors_close", live, empty),
    Door("attendance_record", "meetings:doors_open", live, empty),
    Door("attendance_record", "meetings:speaker_add", live_item, lambda w: {"party": w.party("Borne")}),
    Door("attendance_record", "meetings:speaker_remove", live_item, lambda w: {"party": w.party("Borne")}),
    Door("attendance_record", "meetings:speaker_next", live_item, empty),
)

ROOMS = {
    "at the table": AT_THE_TABLE,
    "agenda": AGENDA,
    "meetings": MEETINGS,
    "confidential": CONFIDENTIAL,
    "planning": PLANNING,
    "minutes": MINUTES,
    "review": REVIEW,
    "papers": PAPERS,
    "votes": VOTES,
    "elections": ELECTIONS,
    "partnership": PARTNERSHIP,
    "lists": LISTS,
    "archive": ARCHIVE,
    "register": REGISTER,
} | {"signing": SIGNING, "finance": FINANCE}
DOORS = tuple(door for doors in ROOMS.values() for door in doors)

PUBLIC_PAGES = {"public_document": ("public:result_list", "public:result_detail", "public:result_export")}
"""Acts that need no account, with the pages that open to everybody."""

WITHOUT_PAGE = frozenset(
    {
        "own_rights",
        "second_factor_reset",
        "audit_content",
        "personal_export",
        "admin_site",
    }
)
"""Acts of the matrix that no page offers yet. Whoever builds one moves it to a door above."""
