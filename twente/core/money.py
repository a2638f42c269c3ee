"""Money in whole cents: rounding, sharing, reading and writing (pure; spec/finance.md)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
LARGEST_DIGITS = 12
"""Digits before the comma: far above anything that is meant, far inside a 64-bit column of cents."""


class NothingToShareOver(ValueError):
    """A cost can't be shared over nobody, or over weights that add up to nothing."""


class AmountRefused(ValueError):
    """The text is no amount; `sentence` tells the user what to fill in."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def half_up(amount: int | Fraction | Decimal) -> int:
    """Round to whole cents, a half away from zero, so that a credit mirrors its invoice. Refuses float."""
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    exact = Fraction(amount)
    rounded = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return rounded if exact >= 0 else -rounded


def share_equally(cents: int, parties: int) -> tuple[int, ...]:
    """Equal shares in whole cents; rest cents go to the first parties in order (UHO-7.4, BOK-13.6, R21)."""
    return share_by_weight(cents, [1] * parties)


def share_by_weight(cents: int, weights: Sequence[int | Fraction]) -> tuple[int, ...]:
    """Shares in proportion to the weights, rest cents by largest remainder, equal remainders in order.

    The shares always add up to the total. Raises NothingToShareOver.
    """
    total = sum(map(Fraction, weights), Fraction(0))
    if total <= 0 or min(weights) < 0:
        raise NothingToShareOver(f"{cents} cents over weights {list(weights)}")
    sign = -1 if cents < 0 else 1
    exact = [abs(cents) * Fraction(weight) / total for weight in weights]
    shares = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(shares)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: abs(cents) - sum(shares)]:
        shares[index] += 1
    return tuple(sign * share for share in shares)


def format_number(number: int) -> str:
    """631.064; a true minus before a negative number"""
    return ("" if number >= 0 else MINUS) + f"{abs(number):,}".replace(",", ".")


def format_amount(cents: int) -> str:
    """€ 1.428.562,50 with a no-break space; −€ 22,52 for what goes back, everywhere: screens, mails, documents"""
    sign = "" if cents >= 0 else MINUS
    return f"{sign}€{NO_BREAK_SPACE}{format_number(abs(cents) // 100)},{abs(cents) % 100:02}"


AMOUNT = re.compile(r"(?P<euros>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?:(?P<cents>[0-9]{2})|[-–]))?")
EURO = re.compile(rf"^([-{MINUS}]?)€")
SPACES = str.maketrans("", "", f" \t{NO_BREAK_SPACE}\u202f")

EXAMPLE = "Vul een bedrag in, bijvoorbeeld 1.428,50."
MISTAKES = (
    (r"", EXAMPLE),
    (r"([0-9]+)\.([0-9]{1,2})", r"Schrijf een komma voor de centen: \1,\2."),
    (
        r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]{2}",
        "Schrijf duizendtallen met een punt en centen met een komma: 1.428,50.",
    ),
    (r"[0-9.]+,[0-9]", "Schrijf twee cijfers na de komma, bijvoorbeeld 9,10."),
    (r"[0-9.]+,[0-9]{3,}", "Een bedrag heeft ten hoogste twee cijfers na de komma, bijvoorbeeld 9,01."),
)
"""What people type by habit, and the sentence that puts them right; the first that fits is used."""


def parse_amount(text: str) -> int:
    """The cents of an amount as people write it: "9,01", "1.000,00", "€ 12,-", "−5". Raises AmountRefused."""
    bare = text.translate(SPACES)
    bare = EURO.sub(r"\1", bare)
    sign = -1 if bare[:1] in (MINUS, "-") else 1
    bare = bare[1:] if sign < 0 else bare
    match = AMOUNT.fullmatch(bare)
    if match is None:
        raise AmountRefused(_mistake(bare))
    euros = match["euros"].replace(".", "").lstrip("0") or "0"
    if len(euros) > LARGEST_DIGITS:
        raise AmountRefused("Dit bedrag is te groot.")
    cents = int(euros) * 100 + int(match["cents"] or 0)
    return sign * cents


def _mistake(bare: str) -> str:
    for pattern, sentence in MISTAKES:
        match = re.fullmatch(pattern, bare)
        if match:
            return match.expand(sentence)
    return EXAMPLE
