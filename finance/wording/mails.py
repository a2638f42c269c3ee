"""Mails of finance: a number and a link, never an amount."""


def to_check(*, name: str, run: str, address: str) -> tuple[str, str]:
    """To who is asked to approve a run."""
    subject = f"Factuurronde controleren: {run}"
    body = (
        f"Beste {name},\n\nEr ligt een factuurronde voor u ter controle: {run}. U bent de tweede persoon. "
        f"Na uw akkoord kan de ronde definitief worden.\n\nBekijk de ronde: {address}\n"
    )
    return subject, body
