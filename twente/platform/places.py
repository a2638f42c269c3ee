"""Where things stand: the checkout, its local folder, and the private folders of the embedded servers."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import stat
import tempfile
from pathlib import Path

from twente.platform.say import Stop

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = Path(os.environ.get("LOCAL_DIR", str(ROOT / ".lokaal")))
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOGS = LOCAL / "logboek"

# Linux allows 107 bytes for the path of a unix socket; `/redis.sock` and `/.s.PGSQL.5432` come after the folder.
SOCKET_ROOM = 107 - len("/.s.PGSQL.5432.lock")
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


def is_root() -> bool:
    """PostgreSQL refuses to run as root, so a root run hands the servers to `nobody`."""
    return os.geteuid() == 0


def servant() -> pwd.struct_passwd:
    """The account that runs the embedded servers: `nobody` under root, else the person who typed the command."""
    try:
        return pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise Stop(
            "Dit account heeft geen naam in /etc/passwd; PostgreSQL weigert dat. Werk met een gewoon account."
        ) from error


def prepare_local() -> None:
    """The local folder exists, is closed to others and writable for us; raises Stop when another account owns it."""
    try:
        for folder in (LOCAL, LOGS):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except PermissionError as error:
        raise Stop(
            f"De map {LOCAL.parent} is niet beschrijfbaar voor u; kloon het project in een eigen map."
        ) from error
    if LOCAL.stat().st_uid != os.geteuid():
        owner = owner_name(LOCAL)
        raise Stop(f"De map {LOCAL} is van {owner}; werk als {owner}, of kloon het project in een eigen map.")


def owner_name(path: Path) -> str:
    """Account name of a file's owner, or its number when the account is gone."""
    uid = path.lstat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def checkout_mark() -> str:
    """Twelve signs that tell this checkout from every other one on the machine."""
    return hashlib.sha256(os.fsencode(LOCAL.resolve())).hexdigest()[:12]


def server_folder() -> Path:
    """Private folder (0700, owned by the servant) that keeps the embedded servers' data between runs."""
    if not is_root():
        return private_folder(LOCAL)
    kept = Path("/var/tmp")  # noqa: S108 - survives a restart; private_folder refuses a folder that somebody else made
    return private_folder((kept if kept.is_dir() else Path(tempfile.gettempdir())) / f"twente-{checkout_mark()}")


def throwaway_folder() -> Path:
    """Private folder for the servers of one test run; those of runs that were killed are removed first."""
    start = f"twente-test-{checkout_mark()}-"
    for old in Path(tempfile.gettempdir()).glob(f"{start}*"):
        if not Path("/proc", old.name.rpartition("-")[2]).exists():
            shutil.rmtree(old, ignore_errors=True)
    return private_folder(Path(tempfile.gettempdir()) / f"{start}{os.getpid()}")


def socket_folder(servers: Path) -> Path:
    """Folder for the sockets: beside the data, or a short one when that path is too long or URLs would quote it."""
    beside = servers / "sockets"
    if len(os.fsencode(beside)) <= SOCKET_ROOM and PLAIN_PATH.fullmatch(str(beside)):
        return private_folder(beside)
    mark = hashlib.sha256(os.fsencode(servers)).hexdigest()[:12]
    return private_folder(Path("/tmp") / f"twente-{os.geteuid()}-{mark}")  # noqa: S108 - private_folder checks the owner


def private_folder(path: Path) -> Path:
    """Make a folder that only the servant may enter; raises Stop when somebody else already made it."""
    account = servant()
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.pw_uid:
            raise Stop(
                f"{path} is van {owner_name(path)} en niet van {account.pw_name}; verwijder die map eerst."
            ) from None
    else:
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(0o700)
    return path
