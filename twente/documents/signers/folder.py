"""The PKCS#12 back-end: a key store per office in a folder. For trying out; a server that holds the key weakens it."""

from pathlib import Path
from typing import Any

from pyhanko.sign.signers import SimpleSigner

from twente.documents.signers.options import Options
from twente.documents.signing import SigningKeyMissing


def key_in_folder(field: str, options: Options) -> Any:
    """The key in `<field>.p12`. Raises SigningKeyMissing."""
    return key_store(options.folder / f"{field}.p12", options.passphrase)


def key_store(path: Path, passphrase: str) -> SimpleSigner:
    """The key and certificate in a PKCS#12 file. Raises SigningKeyMissing."""
    try:
        return SimpleSigner.load_pkcs12_data(path.read_bytes(), [], passphrase.encode())
    except (OSError, ValueError) as error:
        raise SigningKeyMissing(
            f"De sleutel {path.name} is er niet of het wachtwoord klopt niet. "
            "Controleer SIGNING_FOLDER en SIGNING_PASSPHRASE."
        ) from error
