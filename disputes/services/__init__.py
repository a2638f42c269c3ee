"""Writes of disputes: one verb each, each with one entry in the audit trail that holds no words of the matter."""
