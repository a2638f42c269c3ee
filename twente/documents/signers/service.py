"""The remote back-end: a signing service that speaks the CSC API (Cloud Signature Consortium, v1)."""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
    fetch_certs_in_csc_credential,
)

from twente.documents.signers.options import Options
from twente.documents.signing import SigningKeyMissing, SigningRefused
from twente.documents.waiting import wait_for

FAILURES = (SigningError, ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError)


class ServiceUnavailable(SigningRefused):
    """The signing service did not answer, or refused; nothing was signed."""

    def __init__(self) -> None:
        super().__init__(
            "De ondertekendienst antwoordt niet of weigert. Er is niets ondertekend. Probeer het later opnieuw."
        )


class Consent(CSCAuthorizationManager):
    """Asks the service leave to sign exactly these hashes."""

    def __init__(self, info: CSCServiceSessionInfo, credential: CSCCredentialInfo, *, pin: str, seconds: float) -> None:
        super().__init__(info, credential)
        self.pin, self.seconds = pin, seconds

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        """Called by pyHanko right before the service signs."""
        body = self.format_csc_auth_request(pin=self.pin or None, hash_b64s=hash_b64s)
        timeout = ClientTimeout(total=self.seconds)
        async with (
            ClientSession(timeout=timeout) as session,
            session.post(
                self.csc_session_info.endpoint_url("credentials/authorize"),
                headers=self.auth_headers,
                json=body,
                raise_for_status=True,
            ) as response,
        ):
            return self.parse_csc_auth_response(await response.json())


class ServiceKey(CSCSigner):
    """A key at the service. Every signature has a connection of its own, as every event loop ends after one."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature. Raises ServiceUnavailable."""
        try:
            async with ClientSession() as self.session:
                signed: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        except FAILURES as error:
            raise ServiceUnavailable from error
        return signed


def key_at_service(field: str, options: Options) -> Any:
    """The key of an office at the service, with its certificates. Raises ServiceUnavailable, SigningKeyMissing."""
    if not options.service_url or not options.credentials.get(field):
        raise SigningKeyMissing(
            "De ondertekendienst is niet ingesteld. Controleer SIGNING_SERVICE_URL en SIGNING_CREDENTIAL_*."
        )
    info = CSCServiceSessionInfo(
        options.service_url.rstrip("/"), options.credentials[field], oauth_token=options.service_token or None
    )
    try:
        credential = wait_for(certificates_of(info, options.seconds))
        consent = Consent(info, credential, pin=options.service_pin, seconds=options.seconds)
        return ServiceKey(None, consent, sign_timeout=options.seconds)
    except FAILURES as error:
        raise ServiceUnavailable from error


async def certificates_of(info: CSCServiceSessionInfo, seconds: float) -> CSCCredentialInfo:
    """What the service says of a key."""
    async with ClientSession() as session:
        return await fetch_certs_in_csc_credential(session, info, timeout=seconds)
