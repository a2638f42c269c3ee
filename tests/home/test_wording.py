"""The desk in words: nearness, groups, the sentence under the heading."""

from datetime import date

import pytest

from twente.home import wording

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "near", "group"),
    [
        (date(2026, 11, 18), "eergisteren", "Te laat"),
        (date(2026, 11, 20), "vandaag", "Komende week"),
        (date(2026, 11, 25), "over 5 dagen", "Komende week"),
        (date(2026, 11, 27), "over 7 dagen", "Komende week"),
        (date(2026, 11, 28), "over 8 dagen", "Later in november"),
        (date(2026, 12, 2), "over 12 dagen", "In december"),
        (date(2026, 12, 11), "over 3 weken", "In december"),
        (date(2027, 2, 1), "over 10 weken", "In 2027"),
        (date(2027, 6, 30), "over 7 maanden", "In 2027"),
    ],
)
def test_near_and_group_as_drawn(day: date, near: str, group: str) -> None:
    assert (wording.near(day, TODAY), wording.group(day, TODAY)) == (near, group)


def test_a_week_runs_on_into_the_next_year() -> None:
    assert wording.group(date(2027, 1, 4), date(2026, 12, 30)) == "Komende week"
    assert wording.group(date(2027, 11, 20), TODAY) == "In 2027"


@pytest.mark.parametrize(
    ("due", "end"),
    [
        ([], "Er ligt niets op uw bureau."),
        ([date(2026, 11, 25)], "Eén zaak vraagt uw aandacht, uiterlijk woensdag."),
        ([TODAY, TODAY], "Twee zaken vragen uw aandacht, vandaag."),
        (
            [date(2026, 11, 25)] * 2 + [date(2027, 2, 1)],
            "Drie zaken vragen uw aandacht, de eerste twee uiterlijk woensdag.",
        ),
        ([date(2026, 11, 19), TODAY], "Twee zaken vragen uw aandacht, de eerste al te laat."),
        ([date(2027, 2, 1)] * 13, "13 zaken vragen uw aandacht, uiterlijk 1 februari 2027."),
    ],
)
def test_the_heading_says_how_much_and_by_when(due: list[date], end: str) -> None:
    assert wording.headline(due, TODAY) == f"Vrijdag 20 november 2026, week 47. {end}"


def test_an_empty_desk_names_the_next_date() -> None:
    coming = (date(2027, 2, 1), "Evaluatie van de overeenkomst")
    sentence = "De eerstvolgende datum is 1 februari 2027: evaluatie van de overeenkomst."
    assert wording.calm(True, coming, TODAY) == ("Niets te doen.", sentence)
    assert wording.calm(False, None, TODAY) == ("Verder niets.", "Er loopt geen andere termijn.")
