"""Reminders of terms: rows kept in step with the facts, and the sweep that tells who acts (deadlines.md 2)."""
