"""The PKCS#11 back-end: a card, a USB token or an HSM that the server can reach. Key and certificate are labelled by
office (`voorzitter`, `secretaris`)."""

from typing import Any

from twente.documents.signers.options import Options
from twente.documents.signing import SigningKeyMissing


class TokenUnavailable(SigningKeyMissing):
    """The token, its driver or its software is not there, or the PIN is wrong."""


def key_on_token(field: str, options: Options) -> Any:
    """The key of an office on the token. Raises TokenUnavailable."""
    try:
        from pkcs11 import PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise TokenUnavailable(
            "Ondertekenen met een token kan hier nog niet: het pakket python-pkcs11 ontbreekt. "
            "Installeer het (zie pyproject.toml, onderdeel ‘token’)."
        ) from error

    class TokenKey(PKCS11Signer):
        """A key that says in Dutch that its token was pulled out."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            """The signature. Raises TokenUnavailable."""
            try:
                signed: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
            except PKCS11Error as error:
                raise TokenUnavailable(SILENT) from error
            return signed

    try:
        criteria = TokenCriteria(label=options.token) if options.token else None
        session = open_pkcs11_session(options.module, token_criteria=criteria, user_pin=options.pin or None)
        key = TokenKey(session, cert_label=field, key_label=field, other_certs_to_pull=None)
        key.signing_cert  # noqa: B018 - reads the certificate, so that an empty token is named here
        return key
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise TokenUnavailable(SILENT) from error


SILENT = (
    "Het token is niet te bereiken, de pincode klopt niet of de sleutel van dit ambt staat er niet op. "
    "Er is niets ondertekend. Controleer SIGNING_MODULE, SIGNING_TOKEN en SIGNING_PIN."
)
