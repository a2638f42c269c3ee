"""Bank statements and what they pay: reading CAMT.053 and matching lines with invoices (pure; BOK-11.2)."""
