"""Whether a file from anywhere is registered here, and what is wrong with it when it is not quite.

Who holds the exact bytes learns that they are registered; about documents that one does not hold nothing is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from twente.documents.models import Document, Revision
from twente.documents.selectors import FIELD_OF_ACT, expectation, trust
from twente.documents.validation import Expected, Finding, SignatureInfo, finding, signatures_in, verify
from twente.documents.wording import OFFICES

END, MOST_ENDS = b"%%EOF", 100
LINE_ENDS = (b"", b"\n", b"\r\n", b"\r")


class Standing(StrEnum):
    """What the register knows of a file."""

    REGISTERED = "registered"
    HALF = "half"
    UNSIGNED = "unsigned"
    EARLIER = "earlier"
    LATER = "later"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Recognition:
    """What was found out about a file; `sound` when nothing is wrong with what it is."""

    standing: Standing
    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureInfo, ...] = ()

    @property
    def sound(self) -> bool:
        """The registered document with both signatures, and nothing wrong."""
        return self.standing == Standing.REGISTERED and not self.findings


def prefixes(pdf: bytes) -> Iterator[str]:
    """SHA-256 of the whole file and of everything up to each end mark in it: where an earlier version may end."""
    digest, done, start = sha256(), 0, 0
    for _ in range(MOST_ENDS):
        found = pdf.find(END, start)
        if found < 0:
            break
        start = found + len(END)
        digest.update(pdf[done:start])
        done = start
        for line_end in LINE_ENDS:
            if pdf.startswith(line_end, start):
                longer = digest.copy()
                longer.update(line_end)
                yield longer.hexdigest()
    yield sha256(pdf).hexdigest()


def recognise(pdf: bytes) -> Recognition:
    """Look a file up and judge it. Takes seconds for a large document; raises TrustMissing without certificates."""
    whole = sha256(pdf).hexdigest()
    rows = Revision.objects.filter(sha256__in=set(prefixes(pdf))).defer("content").select_related("document__agreement")
    known = max(rows, key=lambda row: (row.sha256 == whole, row.number), default=None)
    if known is None:
        return stranger(pdf)
    document, exact = known.document, known.sha256 == whole
    last = document.revisions.defer("content").latest("number")
    if not exact:
        return judged(pdf, Standing.LATER, document)
    if known.pk != last.pk:
        return judged(pdf, Standing.EARLIER, document)
    if last.act not in FIELD_OF_ACT:
        return Recognition(Standing.UNSIGNED)
    standing = Standing.REGISTERED if last.act == Revision.Act.SECRETARY else Standing.HALF
    return judged(pdf, standing, document, same_bytes=True)


def judged(pdf: bytes, standing: Standing, document: Document, *, same_bytes: bool = False) -> Recognition:
    """By the rules for signed documents, against what was registered of this one."""
    verdict = verify(pdf, expected=replace(expectation(document), same_bytes=same_bytes))
    return Recognition(standing, verdict.findings, verdict.signatures)


def stranger(pdf: bytes) -> Recognition:
    """A file that does not begin as anything here: signed with certificates that sign here, or not ours at all."""
    signatures = signatures_in(pdf)
    if signatures is None:
        return Recognition(Standing.UNKNOWN, (finding("unreadable"),))
    ours = set(
        Revision.objects.filter(
            certificate_sha256__in={info.certificate_sha256 for info in signatures}, act__in=FIELD_OF_ACT
        ).values_list("certificate_sha256", flat=True)
    )
    if not ours:
        return Recognition(Standing.UNKNOWN)
    by_field = {info.field: info.certificate_sha256 for info in signatures if info.certificate_sha256 in ours}
    expected = Expected(signers={field: by_field.get(field, "") for field in OFFICES}, trust=trust())
    verdict = verify(pdf, expected=expected)
    return Recognition(Standing.ALTERED, (finding("unregistered"), *verdict.findings), verdict.signatures)
