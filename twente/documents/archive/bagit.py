"""A bag after BagIt 1.0 (RFC 8493), written piece by piece into a zip: the same content gives the same bytes.

Nothing is compressed: PDFs hardly shrink, and compressed bytes differ between versions of the library.
"""

import hashlib
import zipfile
from collections.abc import Mapping
from typing import BinaryIO, Self

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD, MANIFEST, TAG_MANIFEST = "data/", "manifest-sha256.txt", "tagmanifest-sha256.txt"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The moment that every entry bears: the first that a zip can say."""
READABLE = 0o100644 << 16


class NameTaken(ValueError):
    """Two files of one bag were given the same path."""


class Bag:
    """A bag in the making: add payload, then finish it with what is said about the whole."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self.name = name
        self.payload: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.octets = 0
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *wrong: object) -> None:
        self._zip.close()

    def add(self, path: str, content: bytes) -> str:
        """Put a file under `data/` and give its SHA-256. Raises NameTaken."""
        self.octets += len(content)
        return self._write(PAYLOAD + path, content, self.payload)

    def finish(self, about: Mapping[str, str], others: Mapping[str, bytes]) -> str:
        """Write both manifests and give the code of the whole: the SHA-256 of the last one, which covers everything.

        `others` are files beside the payload, such as the program that checks it.
        """
        said = {**about, "Payload-Oxum": f"{self.octets}.{len(self.payload)}"}
        info = "".join(f"{name}: {one_line(value)}\n" for name, value in said.items())
        self._write("bagit.txt", DECLARATION, self.tags)
        self._write("bag-info.txt", info.encode(), self.tags)
        for path, content in others.items():
            self._write(path, content, self.tags)
        self._write(MANIFEST, listed(self.payload), self.tags)
        return self._write(TAG_MANIFEST, listed(self.tags), {})

    def _write(self, path: str, content: bytes, seen: dict[str, str]) -> str:
        if path in seen:
            raise NameTaken(path)
        entry = zipfile.ZipInfo(f"{self.name}/{path}", EARLIEST)
        entry.external_attr = READABLE
        entry.create_system = 3
        self._zip.writestr(entry, content)
        seen[path] = hashlib.sha256(content).hexdigest()
        return seen[path]


def listed(seen: Mapping[str, str]) -> bytes:
    """A manifest as `sha256sum -c` reads it, in the order of the paths."""
    return "".join(f"{seen[path]}  {path}\n" for path in sorted(seen)).encode()


def one_line(value: str) -> str:
    """A value of `bag-info.txt` never breaks off."""
    return " ".join(value.split())
