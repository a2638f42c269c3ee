"""Dutch sentences of disputes (pure)."""
