"""The archive of an agreement: whose records they are, how long they are kept, what leaves the house (BOK-17)."""
