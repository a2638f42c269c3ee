"""Import of population figures: what a real StatLine download holds, and what each bad file is told (R5, R17)."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core.statline import Status, Wanted, preview

REAL = (Path(__file__).parent / "data" / "statline.csv").read_bytes()
FOURTEEN = [
    Wanted("GM0141", "Almelo"),
    Wanted("GM0147", "Borne"),
    Wanted("GM1774", "Dinkelland"),
    Wanted("GM0153", "Enschede"),
    Wanted("GM0158", "Haaksbergen"),
    Wanted("GM0163", "Hellendoorn"),
    Wanted("GM0164", "Hengelo"),
    Wanted("GM1735", "Hof van Twente"),
    Wanted("GM0168", "Losser"),
    Wanted("GM0173", "Oldenzaal"),
    Wanted("GM1742", "Rijssen-Holten"),
    Wanted("GM0183", "Tubbergen"),
    Wanted("GM1700", "Twenterand"),
    Wanted("GM0189", "Wierden"),
]
BORNE, HENGELO = FOURTEEN[1], FOURTEEN[6]
IN_2023 = date(2023, 1, 1)
HEADER = '"Perioden";"Regio\'s";"Bevolking/Bevolkingssamenstelling op 1 januari/Totale bevolking (aantal)"\n'


def long_table(*rows: str) -> bytes:
    return (HEADER + "\n".join(rows)).encode()


def odata(*records: dict[str, object], name: str = "TotaleBevolking_1") -> bytes:
    keys = ("RegioS", "Perioden", name)
    return json.dumps({"value": [dict(zip(keys, record.values(), strict=True)) for record in records]}).encode()


def sentences(data: bytes, *wanted: Wanted, **options: int) -> list[str]:
    return [problem.sentence for problem in preview(data, wanted or (BORNE,), **options).problems]


def inhabitants(data: bytes, *wanted: Wanted) -> dict[int, list[int]]:
    found = preview(data, wanted or (BORNE,))
    assert found.problems == ()
    return {one.reference_date.year: [figure.inhabitants for figure in one.figures] for one in found.sets}


def test_real_download_gives_all_fourteen_for_each_year():
    found = preview(REAL, FOURTEEN)
    assert found.problems == ()
    assert [one.reference_date for one in found.ready] == [date(2022, 1, 1), IN_2023]
    assert [sum(figure.inhabitants for figure in one.figures) for one in found.ready] == [633_917, 638_897]
    assert [figure.code for figure in found.ready[0].figures] == [party.code for party in FOURTEEN]


def test_figure_names_the_line_and_the_spelling_of_the_file():
    """CBS writes Hengelo (O.); Hengelo (Gld.) is dissolved and has no figure."""
    hengelo = preview(REAL, [HENGELO]).ready[1].figures[0]
    line = REAL.decode("utf-8-sig").splitlines()[hengelo.line - 1]
    assert (hengelo.name, hengelo.name_in_file) == ("Hengelo", "Hengelo (O.)")
    assert line.startswith(f'"2023";"Hengelo (O.)";{hengelo.inhabitants}')


def test_regions_that_nobody_asked_for_are_listed_unless_they_have_no_figure():
    assert preview(REAL, FOURTEEN).unmatched == ("Deventer",)


@pytest.mark.parametrize(
    "data",
    [
        REAL.decode("utf-8-sig").encode(),
        REAL.decode("utf-8-sig").encode("cp1252"),
        REAL.replace(b'"', b""),
        REAL.replace(b";", b","),
        REAL.replace(b";", b"\t"),
        REAL.replace(b"\r\n", b"\n"),
        REAL.replace(b"Regio's", "Regio’s".encode()),
    ],
    ids=["no BOM", "Windows-1252", "no quotes", "commas", "tabs", "line ends", "curly apostrophe"],
)
def test_other_programs_save_the_same_table_otherwise(data):
    assert preview(data, FOURTEEN).ready == preview(REAL, FOURTEEN).ready


def test_column_per_year_is_read_too():
    table = (
        '"Regionale kerncijfers Nederland"\n'
        '"Onderwerp";"Totale bevolking";"";"Bevolkingsdichtheid";""\n'
        '"Perioden";"2023";"2024*";"2023";"2024*"\n'
        '"Regio\'s";"aantal";"aantal";"aantal";"aantal"\n'
        '"Borne";24000;24100;930;934\n'
        '"Bron: CBS"\n'
    )
    assert inhabitants(table.encode()) == {2023: [24000], 2024: [24100]}


def test_one_title_names_the_topic_of_all_years():
    table = "Bevolking op 1 januari\nRegio's;2023;2024\nBorne;24000;24100\n"
    assert inhabitants(table.encode()) == {2023: [24000], 2024: [24100]}


def test_table_of_codes_is_matched_by_code():
    table = (
        '"ID";"RegioS";"Perioden";"TotaleBevolking_1"\n1;"GM0147   ";"2023JJ00";24000\n2;"GM0164   ";"2023JJ00";82311\n'
    )
    assert inhabitants(table.encode(), BORNE, HENGELO) == {2023: [24000, 82311]}


@pytest.mark.parametrize("name", ["TotaleBevolking_1", "BevolkingOp1Januari_1", "BevolkingOp1Januari_12"])
def test_odata_form_is_read(name):
    data = odata(
        {"region": "GM0147   ", "period": "2023JJ00", "count": 24000},
        {"region": "GM0147   ", "period": "2023KW01", "count": 24050},
        {"region": "GM0147   ", "period": "2024JJ00", "count": None},
        {"region": "NL01     ", "period": "2023JJ00", "count": 17811291},
        name=name,
    )
    assert inhabitants(data) == {2023: [24000]}


def test_odata_number_with_a_zero_fraction_is_whole():
    data = b'{"value": [{"RegioS": "GM0147", "Perioden": "2023JJ00", "TotaleBevolking_1": 24000.0}]}'
    assert inhabitants(data) == {2023: [24000]}


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("2023", Status.FINAL),
        ("2023*", Status.PROVISIONAL),
        ("2023**", Status.PROVISIONAL),
        ("2023JJ00", Status.UNKNOWN),
    ],
)
def test_stars_after_the_year_mark_provisional_figures(period, status):
    assert [one.status for one in preview(long_table(f'"{period}";"Borne";24000'), [BORNE]).ready] == [status]


def test_one_provisional_figure_makes_the_year_provisional():
    table = long_table('"2023";"Borne";24000', '"2023*";"Hengelo (O.)";82311')
    assert [one.status for one in preview(table, [BORNE, HENGELO]).ready] == [Status.PROVISIONAL]


def test_larger_region_of_the_same_name_is_no_municipality():
    table = long_table('"2023";"Borne (SG)";624000', '"2023";"Borne (gemeente)";24000')
    assert inhabitants(table) == {2023: [24000]}


def test_two_municipalities_of_one_name_ask_for_codes():
    table = long_table('"2004";"Hengelo (O.)";80000', '"2004";"Hengelo (Gld.)";8000')
    assert (
        sentences(table, HENGELO)[0]
        == "Hengelo kan Hengelo (O.) en Hengelo (Gld.) zijn. Download de tabel met gemeentecodes."
    )
    assert preview(table, [HENGELO]).ready == ()


def test_missing_party_spoils_only_its_year():
    table = long_table(
        '"2022";"Borne";23900', '"2022";"Hengelo (O.)";81476', '"2023";"Borne";24000', '"2023";"Hengelo (O.)";'
    )
    found = preview(table, [BORNE, HENGELO])
    assert [(problem.reference_date, problem.sentence) for problem in found.problems] == [
        (IN_2023, "Per 1 januari 2023 ontbreekt het inwonertal van Hengelo.")
    ]
    assert [one.reference_date for one in found.ready] == [date(2022, 1, 1)]


def test_several_missing_parties_are_named_together():
    assert sentences(long_table('"2023";"Borne";24000'), *FOURTEEN[:4]) == [
        "Per 1 januari 2023 ontbreekt het inwonertal van Almelo, Dinkelland en Enschede."
    ]


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("-5", "is negatief: -5."),
        ("-0,5", "is negatief"),
        ("24000.5", "is geen heel getal"),
        ("24.000", "is geen heel getal: 24.000. Gebruik geen punt of komma."),
        ("24,5", "is geen heel getal"),
        ("0", "kan niet kloppen: 0."),
        ("1500001", "Verwacht wordt 1 tot en met 1.500.000."),
        ("9" * 5000, "kan niet kloppen"),
        ("veel", "is geen getal: veel."),
        ("NaN", "is geen getal"),
        ("2e4", "is geen getal"),
        ("２４０００", "is geen getal"),
        ("=1+1", "is geen getal"),
    ],
    ids=lambda value: value[:12],
)
def test_number_that_cannot_be_is_refused_once_with_its_line(value, part):
    found = preview(long_table('"2022";"Borne";23900', f'"2023";"Borne";{value}'), [BORNE])
    assert [(problem.line, problem.reference_date) for problem in found.problems] == [(3, IN_2023)]
    assert found.problems[0].sentence.startswith("Het inwonertal van Borne per 1 januari 2023 ")
    assert part in found.problems[0].sentence


@pytest.mark.parametrize("number", ["1e5", "-3", "NaN", "24000.5", "true", '"veel"', "[1]", "1E+999999999"])
def test_json_number_that_cannot_be_is_refused(number):
    data = f'{{"value": [{{"RegioS": "GM0147", "Perioden": "2023JJ00", "TotaleBevolking_1": {number}}}]}}'
    assert "Het inwonertal van Borne per 1 januari 2023 " in sentences(data.encode())[0]


def test_second_figure_for_the_same_year_is_refused_with_both_lines():
    found = preview(long_table('"2023";"Borne";24000', '"2023";"Borne";12000'), [BORNE])
    assert (found.problems[0].line, "op regel 2" in found.problems[0].sentence) == (3, True)
    assert found.ready == ()


def test_same_row_twice_is_harmless():
    assert inhabitants(long_table('"2023";"Borne";24000', '"2023";"Borne";24000')) == {2023: [24000]}


NOT_CBS = "Dit is geen tabel van CBS StatLine."


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", NOT_CBS),
        (b"%PDF-1.7", NOT_CBS),
        (b"PK\x03\x04\0\0", NOT_CBS),
        ("Perioden;Regio's".encode("utf-16"), NOT_CBS),
        (b"naam;aantal\nBorne;24000\n", NOT_CBS),
        (b'"Regio\'s";"Perioden";"Totale bevolking"\n"open', "Dit CSV-bestand is beschadigd."),
        (b'"' + b"a" * 200_000, NOT_CBS),
        (
            b"Regio's;Perioden;Bevolkingsdichtheid\nBorne;2023;900\n",
            "In deze tabel staat geen kolom met de totale bevolking.",
        ),
        (b"Regio's;Bevolkingsdichtheid\n;2023\nBorne;900\n", "In deze tabel staan geen jaren."),
        (
            b"Onderwerp;Dichtheid\nPerioden;2023\nRegio's;aantal\nBorne;900\n",
            "In deze tabel staat geen kolom met de totale",
        ),
        (HEADER.encode(), "In deze tabel staan geen jaren."),
        (long_table('"2023 1e kwartaal";"Borne";24000'), "In deze tabel staan geen jaren."),
        (long_table('"2023";"Deventer";101000'), "In dit bestand staat geen van de gevraagde partijen"),
        (b'{"value": [', "Dit JSON-bestand is beschadigd bij teken 12."),
        (b'{"value": []}', NOT_CBS),
        (b'{"value": [1]}', NOT_CBS),
        (b'{"odata.error": {}}', NOT_CBS),
        (b"[" * 200_000, NOT_CBS),
        (b'[{"Perioden": "2023JJ00", "TotaleBevolking_1": 1}]', "In deze tabel staat geen kolom met regio’s."),
        (b'[{"RegioS": "GM0147", "TotaleBevolking_1": 1}]', "In deze tabel staan geen jaren."),
        (b'[{"RegioS": "GM0147", "Perioden": "2023JJ00"}]', "In deze tabel staat geen kolom met de totale bevolking."),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_file_that_is_no_population_table_gets_one_clear_sentence(data, start):
    found = sentences(data)
    assert len(found) == 1
    assert found[0].startswith(start)


@pytest.mark.parametrize(
    "data",
    [long_table(*['"2023";"Borne";24000'] * 30), odata(*[{"region": "GM0147", "period": "2023", "count": 24000}] * 30)],
    ids=["CSV", "JSON"],
)
def test_file_with_too_many_rows_is_refused(data):
    assert sentences(data, most_rows=20)[0].startswith("Dit bestand heeft meer dan 20 regels.")
    assert sentences(data, most_rows=40) == []


@given(st.binary(max_size=300))
def test_any_bytes_give_a_preview(data):
    assert preview(data, [BORNE]).problems


@given(st.lists(st.integers(1, 1_500_000), min_size=14, max_size=14))
def test_what_the_file_says_is_what_comes_out(numbers):
    rows = [f'"2023";"{party.name}";{number}' for party, number in zip(FOURTEEN, numbers, strict=True)]
    assert inhabitants(long_table(*rows), *FOURTEEN) == {2023: numbers}
