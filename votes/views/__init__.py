"""Pages of the votes room."""
