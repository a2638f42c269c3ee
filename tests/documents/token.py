"""Fills a token in a process of its own, without Django, as a card is filled elsewhere."""

from pathlib import Path


def put_on_token(options: dict[str, str], folder: str) -> None:
    """Key and certificate of the chair, and the intermediate; in another process, as a card is filled elsewhere."""
    import pkcs11
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    key, certificate, others = pkcs12.load_key_and_certificates(
        (Path(folder) / "voorzitter.p12").read_bytes(), b"proef"
    )
    found = pkcs11.lib(options["module"]).get_token(token_label=options["token"])
    with found.open(user_pin=options["pin"], rw=True) as session:
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        attributes = decode_rsa_private_key(der) | {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: "voorzitter"}
        session.create_object(attributes)
        for label, one in (("voorzitter", certificate), ("tussen", others[0])):
            about = decode_x509_certificate(one.public_bytes(Encoding.DER))
            session.create_object(about | {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label})
