"""The electronic address on Peppol of a sender or receiver: a kind of number, and the number (Peppol R010, R020)."""

from django.db import models
from django.db.models import Q


class Scheme(models.TextChoices):
    """Kinds of numbers under which Dutch organisations are registered on Peppol (code list EAS)."""

    KVK = "0106", "KvK-nummer (0106)"
    OIN = "0190", "OIN (0190)"
    VAT = "9944", "btw-nummer (9944)"


def endpoint_scheme() -> models.CharField:
    """The column for the kind of number; empty when no address is known."""
    return models.CharField(
        "soort Peppol-adres", max_length=4, choices=Scheme.choices, blank=True, default="", db_default=""
    )


def endpoint_id() -> models.CharField:
    """The column for the number itself."""
    return models.CharField("Peppol-adres", max_length=20, blank=True, default="", db_default="")


def whole_endpoint(name: str) -> models.CheckConstraint:
    """An address is both or neither."""
    both = ~Q(endpoint_scheme="") & ~Q(endpoint_id="")
    return models.CheckConstraint(name=name, condition=Q(endpoint_scheme="", endpoint_id="") | both)
