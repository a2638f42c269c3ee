"""The hook for a virus scanner: ClamAV over its socket when one is set, the EICAR test file always."""

import logging
import socket
import struct

from django.conf import settings

log = logging.getLogger(__name__)
CLEAN, NOT_SCANNED = "clean", "not_scanned"
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PIECE = 1 << 16
PATIENCE = 30.0


class Infected(Exception):
    """The scanner recognised something; the message names it."""


class ScannerSilent(Exception):
    """A scanner is set, but it does not answer: nothing is taken in meanwhile."""


def scan(content: bytes, *, name: str) -> str:
    """CLEAN, or NOT_SCANNED without a scanner. Raises Infected (logged) and ScannerSilent."""
    if EICAR in content:
        log.warning("upload refused: EICAR test file in %r", name)
        raise Infected("Eicar-Test-Signature")
    if not settings.CLAMAV_SOCKET:
        return NOT_SCANNED
    answer = ask(settings.CLAMAV_SOCKET, content)
    if answer.endswith("FOUND"):
        found = answer.removeprefix("stream: ").removesuffix(" FOUND")
        log.warning("upload refused: %s in %r", found, name)
        raise Infected(found)
    if not answer.endswith("OK"):
        log.error("virus scanner answered %r", answer)
        raise ScannerSilent(answer)
    return CLEAN


def ask(path: str, content: bytes) -> str:
    """What clamd says of these bytes (its INSTREAM protocol). Raises ScannerSilent."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(path)
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            with line.makefile("rb") as answer:
                return answer.read(4096).rstrip(b"\0\n").decode("utf-8", "replace")
    except OSError as error:
        log.error("virus scanner does not answer: %s", error)
        raise ScannerSilent(str(error)) from error
