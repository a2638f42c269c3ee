"""Numbers that people copy by hand: IBAN, BIC, OIN, KvK, VAT, RF reference; read, checked and written (pure).

Each reader takes what a person typed or pasted and gives the bare number; ReferenceRefused carries the Dutch sentence.
"""

import re

import stdnum.bic
import stdnum.eu.vat
import stdnum.exceptions
import stdnum.iban
import stdnum.iso11649
import stdnum.nl.bsn
from stdnum.iso7064 import mod_97_10

SPACES = re.compile("[\\s\u00a0\u202f.-]")
OIN_LENGTH, OIN_START, OIN_END = 20, "00000001", "000"
KVK_LENGTH = 8
REFERENCE_LENGTH = 21
"""Characters after RF and its check digits (ISO 11649)."""


class ReferenceRefused(ValueError):
    """The text is not such a number; `sentence` says what to fill in."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def bare(text: str) -> str:
    """Without the spaces, points and dashes that people put in to read it."""
    return SPACES.sub("", text)


def in_ascii(number: str) -> str:
    """The same text, refused when it holds digits of other scripts, which look alike. Raises InvalidFormat."""
    if not number.isascii():
        raise stdnum.exceptions.InvalidFormat
    return number


def read_iban(text: str) -> str:
    """NL91ABNA0417164300. Raises ReferenceRefused."""
    number = bare(text).upper()
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", number):
        raise ReferenceRefused("Vul een IBAN in, bijvoorbeeld NL91 ABNA 0417 1643 00.")
    try:
        return str(stdnum.iban.validate(number))
    except stdnum.exceptions.ValidationError as error:
        raise ReferenceRefused("Dit IBAN klopt niet: er is een cijfer of letter verwisseld. Kijk het na.") from error


def read_bic(text: str) -> str:
    """ABNANL2A, or with three characters for a branch. Raises ReferenceRefused."""
    code = bare(text).upper()
    if len(code) not in {8, 11}:
        raise ReferenceRefused(f"Een BIC heeft 8 of 11 tekens; dit zijn er {len(code)}.")
    try:
        return str(stdnum.bic.validate(code))
    except stdnum.exceptions.ValidationError as error:
        raise ReferenceRefused("Dit is geen BIC. Een BIC ziet er zo uit: ABNANL2A.") from error


def read_oin(text: str) -> str:
    """Twenty digits: 00000001, an RSIN that passes its check, 000. Kept as text. Raises ReferenceRefused."""
    number = bare(text)
    if not re.fullmatch("[0-9]+", number):
        raise ReferenceRefused("Een OIN bestaat uit 20 cijfers.")
    if len(number) != OIN_LENGTH:
        hint = " Staan de nullen vooraan er nog?" if not number.startswith(OIN_START) else ""
        raise ReferenceRefused(f"Een OIN heeft 20 cijfers; dit zijn er {len(number)}.{hint}")
    if not number.startswith(OIN_START) or not number.endswith(OIN_END):
        raise ReferenceRefused("Een OIN van een organisatie begint met 00000001 en eindigt op 000.")
    if not stdnum.nl.bsn.is_valid(number.removeprefix(OIN_START)[:9]):
        raise ReferenceRefused(
            "Dit OIN klopt niet: het controlecijfer past er niet bij. Zoek het op in het OIN-register."
        )
    return number


def read_kvk(text: str) -> str:
    """Eight digits, kept as text. Raises ReferenceRefused."""
    number = bare(text)
    if not re.fullmatch("[0-9]{8}", number):
        found = f"; dit zijn er {len(number)}" if re.fullmatch("[0-9]+", number) else ""
        raise ReferenceRefused(f"Een KvK-nummer heeft {KVK_LENGTH} cijfers{found}.")
    if number == "0" * KVK_LENGTH:
        raise ReferenceRefused("Vul het KvK-nummer in zoals het in het Handelsregister staat.")
    return number


def read_vat_id(text: str) -> str:
    """NL123456782B90, or that of another member state with its country code. Raises ReferenceRefused."""
    number = bare(text).upper()
    try:
        stdnum.eu.vat.validate(in_ascii(number))
    except stdnum.exceptions.ValidationError as error:
        raise ReferenceRefused(
            "Dit btw-nummer klopt niet. Een Nederlands nummer ziet er zo uit: NL004495445B01."
        ) from error
    return number


def read_creditor_reference(text: str) -> str:
    """RF39SES20220001 (ISO 11649). Raises ReferenceRefused."""
    number = bare(text).upper()
    try:
        return str(stdnum.iso11649.validate(in_ascii(number)))
    except stdnum.exceptions.ValidationError as error:
        raise ReferenceRefused("Dit betalingskenmerk klopt niet. Een kenmerk begint met RF en twee cijfers.") from error


ENDPOINTS = {"0106": read_kvk, "0190": read_oin, "9944": read_vat_id}
"""Kind of electronic address on Peppol → how its number is read."""


def read_endpoint(scheme: str, text: str) -> str:
    """The bare number of a Peppol address of this kind. Raises ReferenceRefused."""
    return ENDPOINTS[scheme](text)


def creditor_reference(code: str) -> str:
    """The RF reference of an invoice: SES-2022-0001 → RF39SES20220001. Raises ReferenceRefused."""
    letters = bare(code).upper()
    if not re.fullmatch(f"[A-Z0-9]{{1,{REFERENCE_LENGTH}}}", letters):
        raise ReferenceRefused(
            f"Van {code or 'een leeg factuurnummer'} is geen betalingskenmerk te maken: ten hoogste "
            f"{REFERENCE_LENGTH} letters en cijfers."
        )
    return f"RF{mod_97_10.calc_check_digits(letters + 'RF')}{letters}"


def in_fours(number: str) -> str:
    """NL91 ABNA 0417 1643 00, to read and copy."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
