"""The EPC QR code with which a banking app fills in the whole transfer; drawn as an SVG path (pure).

segno accepts a wrong IBAN and a wrong RF reference, so both are checked here first.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from segno import helpers

from finance.einvoice.references import read_creditor_reference, read_iban

QUIET = 4
"""White modules around the code, without which a camera does not find it."""
LARGEST_CENTS = 99_999_999_999
LONGEST_NAME = 70


class AmountNotPayable(ValueError):
    """A transfer is from one cent to 999,999,999.99 euros."""


@dataclass(frozen=True)
class QrCode:
    """`size` modules wide and high, quiet zone included; `path` draws the dark ones in a view box of that size."""

    size: int
    path: str


def payment_code(*, name: str, iban: str, cents: int, reference: str) -> QrCode:
    """A transfer to this account with this RF reference. Raises ReferenceRefused, AmountNotPayable."""
    if not 0 < cents <= LARGEST_CENTS:
        raise AmountNotPayable(f"{cents} cents")
    code = helpers.make_epc_qr(
        name=name[:LONGEST_NAME],
        iban=read_iban(iban),
        amount=Decimal(cents) / 100,
        reference=read_creditor_reference(reference),
        encoding="utf-8",
    )
    rows = [bytes(row) for row in code.matrix]
    return QrCode(len(rows) + 2 * QUIET, "".join(_row(row, QUIET + number) for number, row in enumerate(rows)))


def _row(row: bytes, top: int) -> str:
    """Every run of dark modules as one flat rectangle: neighbours leave no hairline between them."""
    path, left = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{left} {top}h{length}v1h-{length}z" if dark else ""
        left += length
    return path
