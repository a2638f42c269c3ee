"""What somebody hands in: which kind of file it really is, whether it is whole, and whether we take it.

Nothing is believed that the sender says: the kind follows from the first bytes and from really opening the file, and
must agree with its extension.
"""

import hashlib
import io
import re
import unicodedata
import warnings
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageFile

from twente.core.refusals import Refusal
from twente.documents import pictures, virus
from twente.documents.dangers import danger_in

MOST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 2_000
MOST_POINTS = 14_400
MOST_PIXELS = 60_000_000
LONGEST_NAME = 120
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
KINDS = {"pdf": PDF, "png": PNG, "jpg": JPEG, "jpeg": JPEG}
"""Extension → content type: everything that we take."""
FIRST_BYTES = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class FileRefused(Refusal):
    """We do not take this file; the sentence says why and what to do."""

    status = 422
    sentence = "Dit bestand nemen wij niet aan."


class WrongKind(FileRefused):
    """Not a PDF, PNG or JPEG, or something else than its name says."""

    status = 415
    sentence = "Dit is geen pdf-, png- of jpeg-bestand. Bewaar het stuk als pdf en kies dat bestand."


class TooLarge(FileRefused):
    """More than fifty megabytes."""

    status = 413
    sentence = "Dit bestand is groter dan 50 MB. Maak het kleiner of verdeel het."


class EmptyFile(FileRefused):
    """Nothing is in it."""

    sentence = "Dit bestand is leeg. Kies een ander bestand."


class DamagedFile(FileRefused):
    """It begins well, but cannot be opened."""

    sentence = "Dit bestand is beschadigd en gaat niet open. Maak het opnieuw en kies het nog een keer."


class LockedPdf(FileRefused):
    """Readers would need a password, or could not print or search it."""

    sentence = "Deze pdf is beveiligd of versleuteld. Bewaar het stuk als pdf zonder wachtwoord."


class ActivePdf(FileRefused):
    """The PDF does something by itself, or carries files."""

    def __init__(self, what: str) -> None:
        super().__init__(f"In deze pdf zit {what}. Maak een pdf zonder dat, bijvoorbeeld met ‘afdrukken naar pdf’.")


class TooMuch(FileRefused):
    """More pages or pixels than anybody reads."""

    sentence = "Dit bestand heeft te veel bladzijden of beeldpunten. Verdeel het of maak het kleiner."


class VirusFound(FileRefused):
    """The scanner recognised it."""

    sentence = "De virusscanner herkent dit bestand als schadelijk. Het is niet bewaard."


class NoScanner(FileRefused):
    """A scanner is set and does not answer; we wait for it."""

    sentence = "De virusscanner antwoordt niet. Er is niets bewaard. Probeer het over een paar minuten opnieuw."


@dataclass(frozen=True)
class Inspected:
    """A file that we take: its bytes with what we found out about them; `pages` is 1 for a picture."""

    content: bytes
    name: str
    content_type: str
    sha256: str
    pages: int
    scan: str


def inspect(content: bytes, *, name: str) -> Inspected:
    """Look at a file from outside. Raises FileRefused, with a status and a sentence for the person."""
    clean = clean_name(name)
    if not content:
        raise EmptyFile
    if len(content) > MOST_BYTES:
        raise TooLarge
    scan = scanned(content, clean)
    kind = kind_of(content, name)
    pages = pages_of_pdf(content) if kind == PDF else picture(content, kind)
    return Inspected(content, clean, kind, hashlib.sha256(content).hexdigest(), pages, scan)


def clean_name(name: str) -> str:
    """A file name for people: no folders, nothing invisible, at most 120 characters with its extension kept."""
    last = re.split(r"[/\\]", UNSEEN.sub("", unicodedata.normalize("NFC", name)))[-1]
    last = " ".join(re.sub(r'[<>:"|?*]', "_", last).split()).rstrip(". ")
    stem, dot, extension = last.rpartition(".")
    if not dot or len(extension) > 5:
        stem, extension = last, ""
    stem = stem.strip(". ")[: LONGEST_NAME - len(extension) - 1].rstrip() or "stuk"
    return f"{stem}.{extension}" if extension else stem


def scanned(content: bytes, name: str) -> str:
    """How the virus scan ended. Raises VirusFound and NoScanner."""
    try:
        return virus.scan(content, name=name)
    except virus.Infected as error:
        raise VirusFound from error
    except virus.ScannerSilent as error:
        raise NoScanner from error


def kind_of(content: bytes, name: str) -> str:
    """The content type on which the extension and the first bytes agree. Raises WrongKind."""
    kind = KINDS.get(clean_name(name).rpartition(".")[2].lower())
    if kind is None or not content.startswith(FIRST_BYTES[kind]):
        raise WrongKind
    return kind


def pages_of_pdf(content: bytes) -> int:
    """The number of pages of a PDF that opens and keeps still. Raises LockedPdf, DamagedFile, ActivePdf, TooMuch."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise LockedPdf
            count = len(pdf.pages)
            if count > MOST_PAGES or any(too_wide(page) for page in pdf.pages):
                raise TooMuch
            if danger := danger_in(pdf):
                raise ActivePdf(danger)
    except pikepdf.PasswordError as error:
        raise LockedPdf from error
    except FileRefused:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        raise DamagedFile from error
    if not count or pictures.page_count(content) != count:
        raise DamagedFile
    return count


def too_wide(page: pikepdf.Page) -> bool:
    """Whether a side of the page is longer than five metres (14,400 points, the ceiling of PDF itself)."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return max(abs(right - left), abs(top - bottom)) > MOST_POINTS


def picture(content: bytes, kind: str) -> int:
    """1, for a picture that opens whole and is what it says. Raises WrongKind, TooMuch, DamagedFile."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process when it is imported
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                if Image.MIME.get(image.format or "") != kind:
                    raise WrongKind
                if image.width * image.height > MOST_PIXELS:
                    raise TooMuch
                image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooMuch from error
    except (OSError, SyntaxError, ValueError) as error:
        raise DamagedFile from error
    return 1
