"""The web server of the product on a port of its own, and many browsers that post to it at the same moment."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client

from twente.core.models import User
from twente.platform import places, site

FORGERY = "a" * 32
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
START_SECONDS, PATIENCE_SECONDS = 60, 600


@dataclass(frozen=True)
class Post:
    """A form that somebody is about to send."""

    session: str
    path: str
    form: dict[str, str]


@dataclass(frozen=True)
class Timed:
    """The answer to a post, and how many milliseconds it took from sending to reading."""

    status: int
    took: float


@contextmanager
def running() -> Iterator[int]:
    """The server as `./dev run` starts it, on the database of this process; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_AS_OWNER": "0"}
    web = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-m", *site.PARTS["web"], "--port", str(port)],
        cwd=places.ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not site.answers(port):
            if web.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("de webserver van de meting start niet")
        yield port
    finally:
        web.terminate()
        web.wait()


def signed_in(user: User) -> str:
    """The session of somebody who just signed in."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser.cookies["sessionid"].value


def at_once(port: int, posts: Sequence[Post]) -> list[Timed]:
    """Every post from a connection of its own, all sent at the same moment."""
    gate, answers = threading.Barrier(len(posts)), [Timed(0, 0.0)] * len(posts)

    def send(place: int, post: Post) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        connection.connect()
        cookies = f"sessionid={post.session}; csrftoken={FORGERY}"
        headers = {"Cookie": cookies, "X-CSRFToken": FORGERY, "Content-Type": "application/x-www-form-urlencoded"}
        gate.wait()
        begin = time.perf_counter()
        connection.request("POST", post.path, urlencode(post.form), headers)
        response = connection.getresponse()
        response.read()
        answers[place] = Timed(response.status, (time.perf_counter() - begin) * 1000)
        connection.close()

    threads = [threading.Thread(target=send, args=entry) for entry in enumerate(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
