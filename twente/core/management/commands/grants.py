"""`manage.py grants`: what the application role may do. Run as owner after every migration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

APPEND_ONLY = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'"
READ_ONLY = {"django_migrations"}


class Command(BaseCommand):
    """Give the web and the worker their rights: everything but change on append-only tables."""

    help = "Geeft de databaserol van de toepassing haar rechten; draai dit als eigenaar na elke migratie."

    def handle(self, *args: object, **options: object) -> None:
        """Tables with a trigger named append_only get SELECT and INSERT; the list of migrations only SELECT."""
        role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone()[0] == settings.DATABASE_APP_ROLE:
                raise CommandError("Draai dit als eigenaar van de database (DATABASE_AS_OWNER=1).")
            cursor.execute(APPEND_ONLY)
            append_only = {name for (name,) in cursor.fetchall()}
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"REVOKE ALL ON TABLE {connection.ops.quote_name(table)} FROM {role}")
                rights = "SELECT, INSERT" if table in append_only else "SELECT, INSERT, UPDATE, DELETE"
                rights = "SELECT" if table in READ_ONLY else rights
                cursor.execute(f"GRANT {rights} ON TABLE {connection.ops.quote_name(table)} TO {role}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
