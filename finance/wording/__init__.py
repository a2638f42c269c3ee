"""Pure: what finance says, in Dutch."""
