"""Delivery reports as mail servers write them (RFC 3464), about a mail of ours."""

import uuid

OURS = uuid.UUID("3f2b1c44-9d1e-4f4e-8a51-0c5b8f0f7e11")


def a_report(
    of: uuid.UUID = OURS,
    *,
    action: str = "failed",
    code: str = "5.1.1",
    answer: str = "550 no such user",
    head: str = "",
) -> bytes:
    """Postfix to our sender; `head` are further lines of the head of the mail that came back."""
    return f"""From: MAILER-DAEMON@mail.voorbeeld.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: secretariaat@voorbeeld.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

This is a MIME-encapsulated message.

--grens
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.voorbeeld.example
X-Postfix-Queue-ID: 1A2B3C
Arrival-Date: Fri, 20 Nov 2026 09:00:00 +0100 (CET)

Final-Recipient: rfc822; bestuurder@voorbeeld.example
Original-Recipient: rfc822;bestuurder@voorbeeld.example
Action: {action}
Status: {code}
Remote-MTA: dns; mx.voorbeeld.example
Diagnostic-Code: smtp; {answer}

--grens
Content-Description: Undelivered Message
Content-Type: message/rfc822

{head}Message-ID: <{of}@bestuurlijk-overleg>
Subject: Vergadering
From: secretariaat@voorbeeld.example
Content-Type: text/plain

U bent uitgenodigd.

--grens--
""".encode()
