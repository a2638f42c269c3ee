"""Writes of finance: one verb each, lock first, one entry in the audit trail."""
