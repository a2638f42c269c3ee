"""What the pages of meetings show, as rows with ready-made words and flags: templates only loop."""
