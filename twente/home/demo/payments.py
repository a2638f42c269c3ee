"""Payments in the demonstration: a bank file that pays most invoices, one in part, and leaves three lines open."""

from xml.sax.saxutils import escape

from finance.models import BankImport, Invoice
from finance.services.payments import confirm_import, upload_statement
from twente.home.demo.contributions import ISSUER
from twente.home.demo.stage import Stage

OPENING = 12_500_00
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def received(stage: Stage) -> None:
    """The bank file of the month after the invoices; all but two paid, one a part, one without a number."""
    if BankImport.objects.filter(agreement=stage.main).exists():
        return
    invoices = list(Invoice.objects.filter(agreement=stage.main, kind=Invoice.Kind.INVOICE).order_by("number"))
    if len(invoices) < 4:
        return
    *paid, part, nameless, _ = invoices
    lines = [entry(row, row.total_cents, reference=row.payment_reference) for row in paid]
    lines.append(entry(part, part.total_cents // 2, text=f"eerste helft {part.code}"))
    lines.append(entry(nameless, nameless.total_cents, text="bijdrage SES Twente"))
    lines.append(("Bank", -1_250, "", "Kosten zakelijke rekening"))
    content = statement(paid[0].due_on.isoformat(), lines)
    found = upload_statement(
        agreement=stage.main,
        content=content,
        name="afschrift-bijdragen.xml",
        by=stage.users["financien"],
        now=stage.earlier,
    )
    confirm_import(bank_import=found, by=stage.users["financien"], now=stage.earlier)


Line = tuple[str, int, str, str]


def entry(invoice: Invoice, cents: int, *, reference: str = "", text: str = "") -> Line:
    """Payer, cents, reference and text."""
    return invoice.buyer["name"], cents, reference, text


def amount(cents: int) -> str:
    """An amount with its direction, as CAMT writes it."""
    direction = "CRDT" if cents >= 0 else "DBIT"
    euros = f"{abs(cents) // 100}.{abs(cents) % 100:02}"
    return f'<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'


def statement(day: str, lines: list[Line]) -> bytes:
    """A CAMT.053 file of one day on the account of the sender."""
    closing = OPENING + sum(cents for _, cents, _, _ in lines)
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"
        for code, cents in (("OPBD", OPENING), ("CLBD", closing))
    )
    entries = "".join(
        f"<Ntry>{amount(cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<AcctSvcrRef>PROEF{number}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>{escape(name)}</Nm></Pty>"
        f"</Dbtr></RltdPties><RmtInf><Ustrd>{escape(text)}</Ustrd><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf>"
        f"</Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for number, (name, cents, reference, text) in enumerate(lines, start=1)
    )
    account = f"<Acct><Id><IBAN>{ISSUER['iban']}</IBAN></Id></Acct>"
    body = f"<BkToCstmrStmt><Stmt><Id>1</Id>{account}{balances}{entries}</Stmt></BkToCstmrStmt>"
    return f'<Document xmlns="{NAMESPACE}">{body}</Document>'.encode()
