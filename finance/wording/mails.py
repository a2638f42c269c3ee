"""Mails of finance: a number and a link, never an amount."""

from datetime import date

from twente.core.dates import full_date


def to_check(*, name: str, run: str, address: str) -> tuple[str, str]:
    """To who is asked to approve a run."""
    subject = f"Factuurronde controleren: {run}"
    body = (
        f"Beste {name},\n\nEr ligt een factuurronde voor u ter controle: {run}. U bent de tweede persoon. "
        f"Na uw akkoord kan de ronde definitief worden.\n\nBekijk de ronde: {address}\n"
    )
    return subject, body


def invoice_mail(
    *, code: str, kind: str, subject: str, supplier: str, reference: str, reference_name: str
) -> tuple[str, str]:
    """To the desk that pays: one invoice per mail, its number and reference in plain words (finance.md 1)."""
    asked = f"{(reference_name or 'kenmerk').capitalize()}: {reference}\n" if reference else ""
    body = (
        f"Beste lezer,\n\nHierbij {kind} {code} van {supplier}.\n\nNummer: {code}\nBetreft: {subject}\n{asked}\n"
        "De factuur zit als pdf bij deze mail. In de pdf zit ook de elektronische factuur (UBL).\n"
    )
    return f"{kind.capitalize()} {code}: {subject}", body


def reminder_mail(*, title: str, code: str, subject: str, last_on: date) -> tuple[str, str]:
    """To the desk that pays: an invoice that is late, with the letter."""
    body = (
        f"Beste lezer,\n\nFactuur {code} ({subject}) is over de vervaldatum. Wilt u haar betalen vóór of op "
        f"{full_date(last_on)}? In de brief bij deze mail staat hoe.\n\n"
        "Is de betaling al onderweg, dan hoeft u niets te doen.\n"
    )
    return title, body
