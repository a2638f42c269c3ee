"""Mail that came back: by the answer of a mail server or by a report in a mailbox; who has the address, what to do."""
