"""Bank files to try: version 2 and version 8 of CAMT.053, made from a few lines. No real accounts."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

ACCOUNT = "NL91ABNA0417164300"
PAYER = "NL20INGB0001234567"
DAY = date(2027, 3, 1)
SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


@dataclass(frozen=True)
class Paid:
    """One entry; `cents` below zero went off the account."""

    cents: int
    reference: str = ""
    text: str = ""
    name: str = "Gemeente Almelo"
    iban: str = PAYER
    reversal: bool = False
    bank_reference: str = ""
    day: date = DAY
    state: str = "BOOK"


def amount(cents: int, *, currency: str = "EUR") -> str:
    direction = "CRDT" if cents >= 0 else "DBIT"
    return f'<Amt Ccy="{currency}">{abs(cents) // 100}.{abs(cents) % 100:02}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'


def balance(code: str, cents: int) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(cents)}<Dt><Dt>{DAY}</Dt></Dt></Bal>"


def entry(paid: Paid, version: int) -> str:
    state = f"<Sts>{paid.state}</Sts>" if version == 2 else f"<Sts><Cd>{paid.state}</Cd></Sts>"
    who = "Cdtr" if paid.cents < 0 and not paid.reversal else "Dbtr"
    name = f"<Nm>{escape(paid.name)}</Nm>"
    party = name if version == 2 else f"<Pty>{name}</Pty>"
    reference = f"<Strd><CdtrRefInf><Ref>{paid.reference}</Ref></CdtrRefInf></Strd>" if paid.reference else ""
    text = f"<Ustrd>{escape(paid.text)}</Ustrd>" if paid.text else ""
    reversal = "<RvslInd>true</RvslInd>" if paid.reversal else ""
    return (
        f"<Ntry>{amount(paid.cents)}{reversal}{state}<BookgDt><Dt>{paid.day}</Dt></BookgDt>"
        f"<AcctSvcrRef>{paid.bank_reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><{who}>{party}</{who}>"
        f"<{who}Acct><Id><IBAN>{paid.iban}</IBAN></Id></{who}Acct></RltdPties><RmtInf>{text}{reference}</RmtInf>"
        f"</TxDtls></NtryDtls></Ntry>"
    )


def statement(*lines: Paid, version: int = 8, account: str = ACCOUNT, opening: int = 100_00, wrong: int = 0) -> bytes:
    """A file with one statement; `wrong` cents are missing from its closing balance."""
    booked = sum(line.cents for line in lines if line.state == "BOOK")
    body = balance("OPBD", opening) + balance("CLBD", opening + booked - wrong)
    body += "".join(entry(line, version) for line in lines)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{SPACE}{version:02}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>"
        f"{body}</Stmt></BkToCstmrStmt></Document>"
    ).encode()
