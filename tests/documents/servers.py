"""Small servers on this machine: a time-stamp authority (RFC 3161) and a signing service (CSC), with their faults."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import tsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils
from pyhanko.sign.timestamps import DummyTimeStamper

from twente.documents.authority import Authority, Holder

Answer = Callable[[str, bytes], tuple[int, str, bytes]]
"""Path and body of a request → status, content type and body of the answer."""


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a server that gives these answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            status, kind, content = answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stamping(stamper: Holder, ca: Authority, at: datetime) -> Answer:
    """A time-stamp authority whose clock stands still."""
    from twente.documents.authority import key_store
    from twente.documents.signers.folder import SimpleSigner

    key = SimpleSigner.load_pkcs12_data(key_store(stamper, ca, passphrase="x"), [], b"x")
    inner = DummyTimeStamper(key.signing_cert, key.signing_key, key.cert_registry, fixed_dt=at)

    def answer(path: str, body: bytes) -> tuple[int, str, bytes]:
        response = inner.request_tsa_response(tsp.TimeStampReq.load(body))
        return 200, "application/timestamp-reply", response.dump()

    return answer


def refusing(path: str, body: bytes) -> tuple[int, str, bytes]:
    """A time-stamp authority that does not want to."""
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {"bad_request"}, "status_string": ["nee"]})
    return 200, "application/timestamp-reply", tsp.TimeStampResp({"status": status}).dump()


def nonsense(path: str, body: bytes) -> tuple[int, str, bytes]:
    """Something that is no time stamp, in the wrapping of one."""
    return 200, "application/timestamp-reply", b"\x30\x03\x02\x01\x00"


def down(path: str, body: bytes) -> tuple[int, str, bytes]:
    """A server with a fault."""
    return 503, "text/plain", b"later"


class Faltering:
    """A server that fails once and then answers; `asked` are the requests that came."""

    def __init__(self, fault: Answer, then: Answer) -> None:
        self.fault, self.then = fault, then
        self.asked: list[bytes] = []

    def __call__(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        self.asked.append(body)
        return (self.then if len(self.asked) > 1 else self.fault)(path, body)


class Hanging:
    """A server that answers only when the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def __call__(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        self.over.wait(30)
        return down(path, body)


class SigningService:
    """A signing service with one key per credential; it signs only what it was asked leave for, with the right PIN."""

    def __init__(self, ca: Authority, keys: dict[str, Holder], *, pin: str = "1234") -> None:
        self.ca, self.keys, self.pin = ca, keys, pin
        self.leave: dict[str, list[str]] = {}
        self.asked: list[str] = []

    def __call__(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        name = path.removeprefix("/csc/v1/")
        self.asked.append(name)
        status, found = getattr(self, name.replace("/", "_"))(json.loads(body))
        return status, "application/json", json.dumps(found).encode()

    def credentials_info(self, body: dict[str, Any]) -> tuple[int, Any]:
        key = self.keys[body["credentialID"]]
        chain = [key.der, self.ca.intermediate.der]
        algorithms = ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.1"]
        return 200, {
            "cert": {"certificates": [base64.b64encode(der).decode() for der in chain]},
            "key": {"algo": algorithms},
            "multisign": 1,
            "SCAL": "2",
        }

    def credentials_authorize(self, body: dict[str, Any]) -> tuple[int, Any]:
        if body.get("PIN") != self.pin:
            return 400, {"error": "invalid_pin"}
        self.leave["leave"] = body["hash"]
        return 200, {"SAD": "leave", "expiresIn": 60}

    def signatures_signHash(self, body: dict[str, Any]) -> tuple[int, Any]:
        if self.leave.pop(body["SAD"], None) != body["hash"]:
            return 400, {"error": "invalid_sad"}
        key = self.keys[body["credentialID"]].key
        digest = utils.Prehashed(hashes.SHA256())
        made = [key.sign(base64.b64decode(one), padding.PKCS1v15(), digest) for one in body["hash"]]
        return 200, {"signatures": [base64.b64encode(one).decode() for one in made]}
