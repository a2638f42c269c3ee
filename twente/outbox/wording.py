"""What is said when the background work is silent, or when something was given up (pure)."""

SILENT_SUBJECT = "Herinneringen liggen stil"
GIVEN_UP_SUBJECT = "Iets is niet verzonden of niet gelukt"
MAILS = {
    "action_reminder": "Herinnering aan een actie",
    "agenda": "Uitnodiging met agenda",
    "answer_asked": "Antwoord gevraagd",
    "confidential_notice": "Vertrouwelijk bericht",
    "deadline_reminder": "Herinnering aan termijnen",
    "digest": "Mail van de dag",
    "dispatch": "Stuk aan een raad",
    "dispatch_reminder": "Herinnering aan een raad",
    "dispute_outcome": "Bekendgemaakte oplossing",
    "invoice": "Factuur",
    "invoice_run": "Factuurronde controleren",
    "lot_drawn": "Uitslag van een loting",
    "meeting_cancelled": "Vergadering afgelast",
    "meeting_moved": "Vergadering verplaatst",
    "minutes_review": "Reageren op een verslag",
    "minutes_review_reminder": "Herinnering: reageren op een verslag",
    "proposed_item": "Aangeboden punt",
    "reminder": "Herinnering aan een betaler",
    "slip_cast": "Briefje ingeleverd",
    "substitution": "Vervanging vastleggen",
    "trial": "Proefmail",
    "vote_annulled": "Stemming vernietigd",
    "vote_closed": "Uitslag van een stemming",
    "vote_opened": "Stemming open",
    "vote_receipt": "Stem vastgelegd",
    "vote_reminder": "Herinnering: nog niet gestemd",
    "week_overview": "Weekoverzicht",
}
"""Kind of a mail → what it is about."""
JOBS = {
    "archive_destroy": "Dossiers vernietigen",
    "archive_export": "Archief maken",
    "decision_excerpt": "Uittreksel maken",
    "decision_list": "Besluitenlijst maken",
    "dispute_letter": "Brief maken",
    "document_validation": "Handtekeningen controleren",
    "invoice_files": "Factuur maken",
    "invoice_run_files": "Facturen maken",
    "minutes_pdf": "Verslag maken",
    "paper_text": "Tekst van een stuk lezen",
    "reading_copy": "Leesexemplaar maken",
    "reading_copy_renew": "Leesexemplaren vernieuwen",
    "vote_pdf": "Uitslag van een stemming maken",
    "year_account": "Jaarrekening maken",
}
"""Kind of a job → what the worker was asked."""


def troubles(*, silent: bool, stuck: bool, unswept: bool) -> list[str]:
    """What does not run, a sentence each."""
    said = (
        (silent, "De werker heeft meer dan een kwartier niets gedaan."),
        (unswept and not silent, "Termijnen zijn meer dan een kwartier niet nagekeken."),
        (stuck, "Een bericht wacht langer dan een half uur."),
    )
    return [sentence for holds, sentence in said if holds]


def losses(*, dead: int, failed: int) -> list[str]:
    """What was given up, a sentence each."""
    mails = "Eén bericht is" if dead == 1 else f"{dead} berichten zijn"
    jobs = "Eén taak is" if failed == 1 else f"{failed} taken zijn"
    said = (
        (dead, f"{mails} niet verzonden, ook niet na herhaalde pogingen."),
        (failed, f"{jobs} mislukt, ook na herhaalde pogingen."),
    )
    return [sentence for number, sentence in said if number]


def alarm(wrong: list[str], lost: list[str], pages: list[str]) -> tuple[str, str]:
    """Subject and text of the mail to a secretary: what is wrong, what to do, and where."""
    parts = ["Beste secretaris,"]
    if wrong:
        parts += [f"Mails en herinneringen gaan nu niet vanzelf uit:\n{listed(wrong)}"]
        parts += ["Vraag de beheerder de werker te herstarten. Wat wacht, gaat daarna alsnog uit."]
    if lost:
        parts += [f"Dit gaat niet vanzelf goed:\n{listed(lost)}"]
        parts += ["Open Postvak uit. Kies daar wat opnieuw moet, of zeg dat het is afgehandeld."]
    parts += ["\n".join(f"Postvak uit: {page}" for page in pages)]
    return SILENT_SUBJECT if wrong else GIVEN_UP_SUBJECT, "\n\n".join(parts) + "\n"


def listed(sentences: list[str]) -> str:
    """One under another."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def sent_again(number: int) -> str:
    """After mails were queued again."""
    return "Het bericht gaat opnieuw uit." if number == 1 else f"{number} berichten gaan opnieuw uit."


def mail(kind: str) -> str:
    """What a mail is about, in words; of a dispute not even that."""
    return MAILS.get(kind, kind)


def job(kind: str) -> str:
    """What the worker was asked, in words."""
    return JOBS.get(kind, kind)
