"""`./dev manage …` and `./dev shell`: Django's command line on the servers of a running site, else on its own."""

from __future__ import annotations

from twente.platform import install, places, processes, servers
from twente.platform.locks import Lock
from twente.platform.say import Stop
from twente.platform.site import RUN_LOCK

OWNER_COMMANDS = {"migrate", "createcachetable", "grants", "flush", "sqlflush"}


def manage(arguments: list[str]) -> int:
    """Run one management command; those that change tables run as the owner of the database."""
    places.prepare_local()
    install.ensure(for_tests=False)
    role = {"DATABASE_AS_OWNER": "1" if OWNER_COMMANDS & set(arguments[:1]) else "0", "DEMO": "1"}
    lock = Lock(places.LOCAL / RUN_LOCK)
    if not lock.take():
        note = lock.read()
        if "DATABASE_URL" not in note:
            raise Stop(
                f"Een andere ./dev in deze map is nog bezig (proces {note.get('pid', '?')}); probeer het zo nog eens."
            )
        running = servers.Servers({name: note[name] for name in servers.ADDRESSES if name in note}, places.LOCAL)
        return processes.run_python("manage.py", *arguments, env=running.environment(**role))
    with servers.opened() as embedded:
        return processes.run_python("manage.py", *arguments, env=embedded.environment(**role))
