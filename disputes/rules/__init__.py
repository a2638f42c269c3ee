"""Pure decisions about disputes: terms, phases, what can be done now, costs, reminders (BOK-13, UHO-14)."""
