"""The time stamp inside a signature: who vouches for the moment, and which moment."""

from datetime import datetime
from typing import Any

from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute


def token_of(signature: Any) -> Any | None:
    """The time stamp that a signature carries; None without one."""
    try:
        return find_unique_cms_attribute(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")[
            "content"
        ]
    except NonexistentAttributeError:
        return None


def stamped_at(token: Any) -> datetime:
    """The moment that a time stamp vouches for, in UTC."""
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def certificates_in(token: Any) -> list[Any]:
    """The certificates that a time stamp brings along."""
    return [choice.chosen for choice in token["certificates"]]
