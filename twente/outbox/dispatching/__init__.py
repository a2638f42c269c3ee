"""What is sent to the councils: a register of every document, to whom, when, and what became of it (BOK-8h)."""
