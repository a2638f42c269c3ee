"""Time stamps: of the authority that TIMESTAMP_URL names (RFC 3161), or of the development authority without it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimestampRequestError

from twente.documents.signers.folder import key_store
from twente.documents.signers.options import Options

LOGGER = logging.getLogger(__name__)
SEAL_KEY = "tijdstempel.p12"
TimeStampers = Callable[[datetime], Any]


PAUSES = (0.2, 0.4)
"""Seconds before an authority that did not give a time stamp is asked again; all of it within the time limit."""


class CarefulTimeStamper(HTTPTimeStamper):
    """Whatever an authority answers that is no time stamp counts as no answer; it is asked three times at most."""

    async def async_request_tsa_response(self, req: Any) -> Any:
        """The answer of the authority. Raises TimestampRequestError."""
        return await careful(super().async_request_tsa_response(req))

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        """The time stamp over a digest. Raises TimestampRequestError."""
        return await careful(self.within_the_limit(message_digest, md_algorithm))

    async def within_the_limit(self, message_digest: bytes, md_algorithm: str) -> Any:
        """Asked again after each pause. Raises TimestampRequestError, TimeoutError."""
        async with asyncio.timeout(self.timeout):
            for pause in PAUSES:
                try:
                    return await careful(super().async_timestamp(message_digest, md_algorithm))
                except TimestampRequestError as error:
                    LOGGER.info("no time stamp, asked again: %s", error)
                await asyncio.sleep(pause)
            return await super().async_timestamp(message_digest, md_algorithm)


async def careful(work: Any) -> Any:
    """Wait, and call every failure by one name."""
    try:
        return await work
    except TimestampRequestError:
        raise
    except Exception as error:
        # A server that answers nonsense breaks the reader in many ways; each of them means: there is no time stamp.
        raise TimestampRequestError(f"geen bruikbaar tijdstempel: {error}") from error


def time_stamper_for(options: Options) -> TimeStampers:
    """What makes time stamps here. Raises SigningKeyMissing when the development key is absent."""
    if options.timestamp_url:
        return lambda at: CarefulTimeStamper(options.timestamp_url, timeout=options.seconds)
    stamp = key_store(options.folder / SEAL_KEY, options.passphrase)
    return lambda at: DummyTimeStamper(stamp.signing_cert, stamp.signing_key, stamp.cert_registry, fixed_dt=at)
