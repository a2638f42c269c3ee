"""Electronic invoices: what an invoice is, how it is written as UBL, and which rules it must pass (pure; BOK-11.2)."""
