"""The port of the site: free, and claimed so that two checkouts that start together do not choose the same one."""

from __future__ import annotations

import errno
import socket

from twente.platform.say import Stop

FIRST = 8000
TRIES = 100


class Port:
    """A claimed port. The claim is a name in the kernel's table (an abstract socket) and ends with this process.

    It is needed because the web server shares its port on purpose among its workers: a second one would join them.
    """

    def __init__(self, asked: int | None) -> None:
        for number in [asked] if asked else range(FIRST, FIRST + TRIES):
            if claim := claimed(number):
                self.number, self._claim = number, claim
                return
        if asked:
            raise Stop(f"Poort {asked} is bezet. Kies een andere met --port, of laat --port weg.")
        raise Stop(f"Geen vrije poort gevonden tussen {FIRST} en {FIRST + TRIES}. Kies er een met --port.")

    def free(self) -> None:
        """End the claim."""
        self._claim.close()


def claimed(number: int) -> socket.socket | None:
    """A claim on this port, or None when another program or another checkout has it."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0twente-port-{number}")
    except OSError:
        claim.close()
        return None
    kept = False
    try:
        kept = is_free(number)
    finally:
        if not kept:
            claim.close()
    return claim if kept else None


def is_free(number: int) -> bool:
    """Nobody listens on it, on either meaning of `localhost`."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family)
        except OSError:
            continue
        with probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, number))
            except PermissionError as error:
                raise Stop(f"Poort {number} is alleen voor root; kies een poort boven 1023.") from error
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL:
                    return False
    return True
