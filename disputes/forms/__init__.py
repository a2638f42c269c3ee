"""Forms of disputes: each says at the field what is wrong, and keeps what was typed."""
