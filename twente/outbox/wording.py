"""What is said when the background work is silent (pure)."""

ALARM_SUBJECT = "Herinneringen liggen stil"


def troubles(*, silent: bool, stuck: bool, dead: int, unswept: bool) -> list[str]:
    """What is wrong, a sentence each."""
    lost = "Eén bericht is" if dead == 1 else f"{dead} berichten zijn"
    said = (
        (silent, "De werker heeft meer dan een kwartier niets gedaan."),
        (unswept and not silent, "Termijnen zijn meer dan een kwartier niet nagekeken."),
        (stuck, "Een bericht wacht langer dan een half uur."),
        (bool(dead), f"{lost} niet verzonden, ook niet na herhaalde pogingen."),
    )
    return [sentence for holds, sentence in said if holds]


def alarm(wrong: list[str], address: str) -> str:
    """The mail to the secretaries: what is wrong and what to do."""
    listed = "\n".join(f"- {sentence}" for sentence in wrong)
    return (
        f"Beste secretaris,\n\nMails en herinneringen gaan nu niet vanzelf uit:\n{listed}\n\n"
        f"Vraag de beheerder de werker te herstarten. Er gaat niets verloren: wat wacht, gaat daarna alsnog uit.\n\n"
        f"Stand: {address}\n"
    )
