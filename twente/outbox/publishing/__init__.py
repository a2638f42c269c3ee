"""What everybody may read: documents made public, and what was taken back with a reason (Woo)."""
