"""Measurements, run by hand; no assertion anywhere looks at the time."""
