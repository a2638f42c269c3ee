"""What a strange letter can do to us: nothing; what a real report says (RFC 3464, 3463, 5321)."""

import mailbox
import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.reports import OURS, a_report
from twente.outbox.bouncing import folder, rules, wording
from twente.outbox.bouncing.reports import MOST_BYTES, read_report

VACATION = (
    b"From: iemand@voorbeeld.example\r\nSubject: Afwezig\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet.\r\n"
)
NESTED = b"Content-Type: message/rfc822\n\n" * 12_000
BOXES = b'Content-Type: multipart/mixed; boundary="a"\n\n--a\n' * 3_000
HEADERS_ONLY = a_report().replace(b"Content-Type: message/rfc822", b"Content-Type: text/rfc822-headers")


def test_a_report_says_which_mail_came_back_and_why() -> None:
    report = read_report(a_report())
    assert report is not None
    assert (report.message_id, report.action, report.code) == (OURS, "failed", "5.1.1")
    assert report.answer == "550 no such user"


@pytest.mark.parametrize(
    "raw",
    [
        HEADERS_ONLY,
        a_report().replace(b"\n", b"\r\n"),
        a_report(action="FAILED"),
        a_report(answer="550 5.1.1\n  <weg@voorbeeld.example>:\n  Recipient address rejected"),
        a_report() + b"x" * (2 * MOST_BYTES),
    ],
    ids=["headers only", "crlf", "capitals", "folded", "huge attachment behind it"],
)
def test_reports_of_other_servers_are_read_too(raw: bytes) -> None:
    report = read_report(raw)
    assert report is not None
    assert report.failed
    assert report.message_id == OURS


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 1000,
        VACATION,
        NESTED,
        BOXES,
        a_report().replace(b"@bestuurlijk-overleg", b"@elders.example"),
        a_report().replace(b"Action:", b"Iets:"),
        a_report().replace(b"report-type=delivery-status", b"").replace(b"multipart/report", b"multipart/mixed"),
        a_report().replace(b'boundary="grens"', b'boundary="anders"'),
        b"Content-Type: multipart/report; boundary=\n\n" + a_report()[:200],
        b"Content-Type: multipart/report; charset=\xff; boundary==?utf-8?b?/////?=\n\n",
    ],
    ids=["empty", "binary", "vacation", "nested", "boxes", "not ours", "no action", "mixed", "boundary", "cut", "bad"],
)
def test_what_is_no_report_about_our_mail_is_nothing(raw: bytes) -> None:
    assert read_report(raw) is None


@given(st.binary(max_size=3000), st.integers(0, 2000))
def test_whatever_stands_in_a_letter_nothing_breaks(noise: bytes, at: int) -> None:
    whole = a_report()
    read_report(noise)
    read_report(whole[:at] + noise + whole[at:])


ADDRESS, LATER = True, None


@pytest.mark.parametrize(
    ("code", "text", "to_recipient", "meaning"),
    [
        (550, "5.1.1 User unknown", True, ADDRESS),
        (550, "5.1.1 User unknown", False, ADDRESS),
        (550, "No such user here", True, ADDRESS),
        (553, "mailbox name not allowed", True, ADDRESS),
        (550, "5.2.1 mailbox disabled", True, ADDRESS),
        (556, "5.1.10 null MX", True, ADDRESS),
        (550, "5.7.1 Relaying denied", True, LATER),
        (550, "relay not permitted", True, LATER),
        (554, "5.7.1 Service unavailable; client host blocked", True, LATER),
        (550, "rejected by policy", True, LATER),
        (552, "5.2.2 mailbox full", True, LATER),
        (554, "message refused", False, LATER),
        (451, "4.1.1 try later", True, LATER),
        (421, "closing", True, LATER),
    ],
)
def test_only_a_wrong_address_is_closed(code: int, text: str, to_recipient: bool, meaning: object) -> None:
    """A wrong setting of our own mail server says 550 too, to everybody; that may close no address."""
    found = rules.by_server(code, text, recipient=to_recipient)
    assert (found is not None and found.lasting) is (meaning is ADDRESS)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "Dit adres bestaat niet."),
        ("5.1.10", "Dit domein ontvangt geen mail."),
        ("550", "Dit adres bestaat niet."),
        ("5.2.2", "Deze mailbox is vol."),
        ("", wording.OTHERWISE),
        ("9", wording.OTHERWISE),
    ],
)
def test_why_in_words(code: str, words: str) -> None:
    assert wording.reason(code) == words


def a_maildir(place: Path, *letters: bytes) -> Path:
    for name in ("tmp", "new", "cur"):
        (place / name).mkdir(parents=True)
    for number, letter in enumerate(letters):
        (place / "new" / f"{number}.x").write_bytes(letter)
    return place


def test_a_folder_is_emptied_and_what_is_strange_is_put_aside(tmp_path: Path) -> None:
    place = a_maildir(tmp_path / "retour", a_report(), VACATION, b"x" * (3 * MOST_BYTES))
    (place / "new" / "link").symlink_to("/etc/hostname")
    sizes: list[int] = []

    def judge(raw: bytes) -> bool:
        sizes.append(len(raw))
        return read_report(raw) is not None

    assert folder.empty(place, judge) == 3
    assert max(sizes) == MOST_BYTES
    assert [path.name for path in (place / "new").iterdir()] == ["link"]
    assert {path.name for path in (place / ".apart" / "cur").iterdir()} == {"1.x", "2.x"}
    assert folder.empty(place, judge) == 0


def test_a_file_is_emptied_and_what_is_strange_is_put_aside(tmp_path: Path) -> None:
    place = tmp_path / "retour"
    letters = [a_report(), VACATION, a_report(code="5.2.2")]
    random.shuffle(letters)
    with closing(mailbox.mbox(place)) as box:
        for letter in letters:
            box.add(letter)
    assert folder.empty(place, lambda raw: read_report(raw) is not None) == 3
    assert place.read_bytes() == b""
    with closing(mailbox.mbox(tmp_path / "retour.apart")) as aside:
        assert [letter["Subject"] for letter in aside] == ["Afwezig"]


def test_a_file_that_the_mail_server_is_writing_waits_for_the_next_round(tmp_path: Path) -> None:
    place = tmp_path / "retour"
    with closing(mailbox.mbox(place)) as box:
        box.add(a_report())
    (tmp_path / "retour.lock").touch()
    before = place.read_bytes()
    assert folder.empty(place, lambda raw: True) == 0
    assert place.read_bytes() == before


def test_when_the_database_is_away_the_letter_stays(tmp_path: Path) -> None:
    def away(raw: bytes) -> bool:
        raise OSError

    place = a_maildir(tmp_path / "retour", a_report())
    with pytest.raises(OSError):
        folder.empty(place, away)
    assert len(list((place / "new").iterdir())) == 1


def test_there_may_be_no_mailbox(tmp_path: Path) -> None:
    assert folder.empty(tmp_path / "niets", lambda raw: True) == 0
