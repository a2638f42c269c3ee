"""Every page about papers, notes and reading copies, as doors."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.papers import a_pdf
from tests.permissions.annex_doors import ANNEX
from tests.permissions.door import Door
from tests.permissions.world import World


def item(world: World) -> tuple[Any, ...]:
    """The item of the paper."""
    return (world.paper.item_id,)


def meeting(world: World) -> tuple[Any, ...]:
    """Its meeting."""
    return (world.draft.pk,)


def paper(world: World) -> tuple[Any, ...]:
    """A paper with an item of the secretariat, in a meeting whose agenda was not sent."""
    return (world.paper.pk,)


def paper_one(world: World) -> tuple[Any, ...]:
    """Its first page, or its first version."""
    return (world.paper.pk, 1)


def paper_file(world: World) -> dict[str, Any]:
    """A file with a name of its own."""
    return {"file": SimpleUploadedFile("stuk.pdf", a_pdf()), "key": uuid.uuid4(), "version": 1}


OTHERS = "Hengelo"
"""Papers with an item that no officer's own party proposed: these are not about a party that an officer works for."""

PAPERS = (
    Door("agenda_draft", "meetings:item_papers", item),
    Door("agenda_draft", "meetings:paper_read", paper),
    Door("agenda_draft", "meetings:paper_page", paper_one),
    Door("agenda_draft", "meetings:version_file", paper_one),
    Door("agenda_draft", "meetings:page_picture", lambda w: (w.paper.pk, 1, 1)),
    Door("agenda_draft", "meetings:item_note", item),
    Door("agenda_draft", "meetings:paper_offline", paper),
    Door("agenda_draft", "meetings:page_note", paper_one),
    Door("agenda_draft", "meetings:note_list", meeting),
    Door("agenda_draft", "meetings:reading_copy", meeting),
    Door("agenda_draft", "meetings:reading_copy_file", meeting, opens=(409,)),
    Door("attachment_add", "meetings:paper_create", item, party=OTHERS),
    Door("attachment_add", "meetings:paper_create", item, paper_file, party=OTHERS),
    Door("attachment_add", "meetings:paper_renew", paper, party=OTHERS),
    Door("attachment_add", "meetings:paper_renew", paper, paper_file, party=OTHERS),
    Door("attachment_add", "meetings:paper_rename", paper, lambda w: {"title": "Anders", "version": 1}, party=OTHERS),
    Door("attachment_add", "meetings:paper_withdraw", paper, lambda w: {"reason": "Fout", "version": 1}, party=OTHERS),
    Door("attachment_add", "meetings:paper_move", paper, lambda w: {"to": 1, "seen": 1}, party=OTHERS),
    *ANNEX,
)
