"""Small Dutch phrases: numbers in words, lists of names, fractions, the right verb."""

from collections.abc import Iterable, Mapping

from twente.core.money import format_number
from twente.core.phrases import listed as listed
from twente.core.terms import NUMBERS

Names = Mapping[str, str]
"""Party code to the name on screen."""


def number(value: int) -> str:
    """319.980"""
    return format_number(value)


def in_words(value: int) -> str:
    """dertien; above twenty in figures"""
    return NUMBERS[value] if value < len(NUMBERS) else number(value)


def capital(sentence: str) -> str:
    """The sentence with a capital in front, the rest as it was."""
    return sentence[:1].upper() + sentence[1:]


def named(parties: Iterable[str], names: Names) -> str:
    """The names of parties, as a list; a party without a name keeps its code."""
    return listed(names.get(party, party) for party in parties)


def counted(value: int, one: str, more: str) -> str:
    """één partij, 14 partijen"""
    return f"één {one}" if value == 1 else f"{number(value)} {more}"


def verb(parties: tuple[str, ...], one: str, more: str) -> str:
    """stemde after one party, stemden after more"""
    return one if len(parties) == 1 else more
