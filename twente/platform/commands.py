"""Runs several management commands in one process: `python -m twente.platform.commands ACCOUNTS NAME…`.

What `demo` prints (the accounts of the demonstration) is kept in the file ACCOUNTS, for `./dev run` to show.
"""

import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(accounts: Path, names: list[str]) -> None:
    """Call the commands in order."""
    django.setup()
    for name in names:
        if name == "demo":
            with accounts.open("w", encoding="utf-8") as output:
                call_command(name, stdout=output)
        else:
            call_command(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
