"""Indexes for search: the words of some columns in Dutch, as Django's SearchVector writes them."""

from collections.abc import Sequence

from django.db import migrations


def words_indexed(table: str, columns: Sequence[str]) -> migrations.RunSQL:
    """A GIN index on the words of these columns together, in the order in which they are searched."""
    text = " || ' ' || ".join(f"COALESCE({column}, '')" for column in columns)
    name = f"{table}_words"
    return migrations.RunSQL(
        f"CREATE INDEX {name} ON {table} USING gin ((to_tsvector('dutch'::regconfig, {text})))",
        f"DROP INDEX {name}",
    )
