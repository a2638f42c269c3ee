"""Numbers that people copy by hand: what is read, and what each slip is answered with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.einvoice.qr import AmountNotPayable, payment_code
from finance.einvoice.references import (
    ReferenceRefused,
    creditor_reference,
    in_fours,
    read_bic,
    read_creditor_reference,
    read_iban,
    read_kvk,
    read_oin,
    read_vat_id,
)

READ = [
    (read_iban, "NL91ABNA0417164300", "NL91ABNA0417164300"),
    (read_iban, " nl91 abna 0417 1643 00 ", "NL91ABNA0417164300"),
    (read_iban, "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000", "NL91ABNA0417164300"),
    (read_bic, "abnanl2a", "ABNANL2A"),
    (read_bic, "ABNANL2AXXX", "ABNANL2AXXX"),
    (read_oin, "00000001001589623000", "00000001001589623000"),
    (read_oin, "00000001 001589623 000", "00000001001589623000"),
    (read_kvk, "1234 5678", "12345678"),
    (read_vat_id, "NL 0044.95.445.B01", "NL004495445B01"),
    (read_creditor_reference, "RF39 SES2 0220 001", "RF39SES20220001"),
]
REFUSED = [
    (read_iban, "NL92ABNA0417164300", "verwisseld"),
    (read_iban, "NL91ABNA041716430", "verwisseld"),
    (read_iban, "NL91", "Vul een IBAN in"),
    (read_iban, "ＮＬ91ABNA0417164300", "Vul een IBAN in"),
    (read_iban, "<script>", "Vul een IBAN in"),
    (read_bic, "ABNANL2", "dit zijn er 7"),
    (read_bic, "12345678", "geen BIC"),
    (read_oin, "0000000100158962300", "dit zijn er 19"),
    (read_oin, "1001589623000", "nullen vooraan"),
    (read_oin, "00000001001589624000", "controlecijfer"),
    (read_oin, "00000001001589623001", "eindigt op 000"),
    (read_oin, "00000004001589623000", "begint met 00000001"),
    (read_oin, "1,58962E+12", "20 cijfers"),
    (read_kvk, "1234567", "dit zijn er 7"),
    (read_kvk, "１２３４５６７８", "8 cijfers"),
    (read_kvk, "00000000", "Handelsregister"),
    (read_vat_id, "NL004495446B01", "btw-nummer klopt niet"),
    (read_vat_id, "", "btw-nummer klopt niet"),
    (read_creditor_reference, "RF38SES20220001", "betalingskenmerk klopt niet"),
    (read_creditor_reference, "SES-2022-0001", "betalingskenmerk klopt niet"),
    (read_creditor_reference, "RF39SES2022000１", "betalingskenmerk klopt niet"),
]


@pytest.mark.parametrize(("read", "text", "number"), READ)
def test_number_as_people_paste_it(read, text, number) -> None:
    assert read(text) == number


@pytest.mark.parametrize(("read", "text", "advice"), REFUSED)
def test_slip_is_refused_with_advice(read, text, advice) -> None:
    with pytest.raises(ReferenceRefused) as refused:
        read(text)
    assert advice in refused.value.sentence


def test_reference_of_an_invoice_number() -> None:
    """ISO 11649, worked in spec/finance.md."""
    assert creditor_reference("SES-2022-0001") == "RF39SES20220001"
    assert in_fours("RF39SES20220001") == "RF39 SES2 0220 001"


@pytest.mark.parametrize("code", ["", "SES 2022/0001", "A" * 22, "ÉÉN-1"])
def test_number_that_fits_no_reference_is_refused(code: str) -> None:
    with pytest.raises(ReferenceRefused):
        creditor_reference(code)


@given(st.from_regex("[A-Z]{2,5}-20[0-9]{2}-[0-9]{4}", fullmatch=True))
def test_every_reference_reads_back_and_one_changed_digit_does_not(code: str) -> None:
    reference = creditor_reference(code)
    assert read_creditor_reference(in_fours(reference)) == reference
    slip = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    with pytest.raises(ReferenceRefused):
        read_creditor_reference(slip)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_iban, read_bic, read_oin, read_kvk, read_vat_id, read_creditor_reference):
        try:
            assert re.fullmatch("[A-Z0-9+*]+", read(text))
        except ReferenceRefused as refused:
            assert refused.sentence[-1] in ".?"


PAID = {
    "name": "Gemeente Voorbeeldstad",
    "iban": "NL91ABNA0417164300",
    "cents": 65869407,
    "reference": "RF39SES20220001",
}


def test_payment_code_is_square_and_the_same_every_time() -> None:
    code = payment_code(**PAID)
    assert code == payment_code(**PAID)
    assert code != payment_code(**PAID | {"cents": 65869408})
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", code.path)
    rights = [int(left) + int(length) for left, length in re.findall(r"M(\d+) \d+h(\d+)", code.path)]
    assert max(rights) == code.size - 4


@pytest.mark.parametrize("change", [{"iban": "NL92ABNA0417164300"}, {"reference": "RF38SES20220001"}])
def test_payment_code_refuses_wrong_numbers(change: dict) -> None:
    """segno itself would draw them."""
    with pytest.raises(ReferenceRefused):
        payment_code(**PAID | change)


@pytest.mark.parametrize("cents", [0, -1, 100_000_000_000])
def test_payment_code_refuses_amounts_that_no_bank_takes(cents: int) -> None:
    with pytest.raises(AmountNotPayable):
        payment_code(**PAID | {"cents": cents})
