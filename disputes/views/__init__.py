"""Pages of disputes: load through the selector, one call, render."""
