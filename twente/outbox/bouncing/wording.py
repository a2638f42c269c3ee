"""What is said about mail that came back (pure)."""

HELD = "Niet verzonden: dit adres weigerde eerdere mail."
REASONS = (
    ("5.1.2", "Dit domein bestaat niet."),
    ("5.1.10", "Dit domein ontvangt geen mail."),
    ("5.1", "Dit adres bestaat niet."),
    ("5.2.1", "Deze mailbox is gesloten."),
    ("5.2.2", "Deze mailbox is vol."),
    ("5.2", "De mailbox nam de mail niet aan."),
    ("5.3", "De mailserver van de ontvanger nam de mail niet aan."),
    ("4.4.7", "De mailserver van de ontvanger antwoordde dagenlang niet."),
    ("5.4", "De mailserver van de ontvanger is niet te vinden."),
    ("5.7", "De ontvanger weigert mail van dit overleg. Vraag de systeembeheerder waarom."),
)
"""Start of a code → what it means; the first that fits. Codes end at a point: 5.1.1 is not the start of 5.1.10."""
OTHERWISE = "De mailserver nam de mail niet aan."


def reason(code: str) -> str:
    """Why mail came back, in words."""
    if code in ("550", "551", "553"):
        return "Dit adres bestaat niet."
    return next((words for start, words in REASONS if f"{code}.".startswith(f"{start}.")), OTHERWISE)


def desk_title(name: str) -> str:
    """Whose mail comes back."""
    return f"Mail komt terug: {name}"


def desk_sentence(address: str, code: str, *, closed: bool) -> str:
    """Why, and what that means."""
    after = " Er gaat geen mail meer naartoe." if closed else ""
    return f"{address}: {reason(code)}{after}"


def confirmed(address: str, sent: int) -> str:
    """After somebody said that the address is right."""
    again = {0: "", 1: " Eén wachtende mail gaat alsnog uit."}.get(sent, f" {sent} wachtende mails gaan alsnog uit.")
    return f"Naar {address} gaat weer mail.{again}"
