"""What the pages of this room put together from the rooms below."""
