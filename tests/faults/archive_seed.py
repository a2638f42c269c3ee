"""Fill an empty database with two years, export both, print the codes: `python -m tests.faults.archive_seed FOLDER`.

Minutes signed with a trial authority, a vote, papers, invoices, a dispute, what was sent to the councils.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

    from django.conf import settings

    from finance.file_tasks import make_invoice_files
    from meetings.services.leaving import send_to_councils
    from tests.disputes.stage import a_dispute
    from tests.finance.stage import NOW as IN_THE_BOOKS
    from tests.finance.stage import make_books
    from tests.meetings.minutes_scene import NOW, make_scene, print_adopted, sign_both
    from tests.meetings.sent_scene import paper, with_clerks
    from tests.papers import a_paper, a_pdf
    from tests.partnership.archive_scene import owned
    from tests.votes.stage import a_closed_vote
    from twente.documents import vault
    from twente.documents.authority import prepare_authority
    from twente.documents.recording import keep_validation
    from twente.outbox.dispatching.rules import NO_QUESTION
    from twente.partnership.archive import exporting

    prepare_authority(
        folder=settings.SIGNING_FOLDER, passphrase=settings.SIGNING_PASSPHRASE, at=NOW - timedelta(days=30)
    )
    held = make_scene()
    cast = held.cast
    owned(cast)
    print_adopted(held)
    sign_both(held)
    minutes = held.minutes.document
    assert minutes is not None
    keep_validation(document=minutes, now=NOW)
    send_to_councils(
        paper=paper(held, minutes), parties=with_clerks(cast), question=NO_QUESTION, by=cast.secretary, now=NOW
    )
    vote = a_closed_vote(cast)
    a_paper(cast, vote.item, "Koers & raming", content=a_pdf("KOERS"))
    a_dispute(cast)
    for invoice in make_books(cast).invoices()[:2]:
        make_invoice_files(invoice.pk, IN_THE_BOOKS)
    told = {}
    for year in (2026, 2027):
        asked = exporting.ask_export(agreement=cast.agreement, year=year, meeting=None, by=cast.secretary, now=NOW)
        made = exporting.make_export(export=asked, now=NOW, progress=lambda done, total: None)
        (Path(sys.argv[1]) / f"{year}.zip").write_bytes(vault.read(made.stored_as))
        told[str(year)] = made.code
    print(json.dumps(told))  # noqa: T201 - its answer
