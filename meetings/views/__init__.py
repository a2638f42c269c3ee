"""Pages of meetings, by subject: planning, items, the agenda that is sent, attendance, the meeting itself."""
