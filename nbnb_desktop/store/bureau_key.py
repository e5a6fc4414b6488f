"""The key of a programme bureau: it can open the stores of its projects when a passphrase and a recovery sheet are both gone.

An age key pair (X25519). The bureau keeps the private text on paper or a stick in its safe; a store holds the database's key
sealed for the public one, which opens nothing.
"""

from __future__ import annotations

import base64

import pyrage

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _

PRIVATE_PREFIX = "AGE-SECRET-KEY-"


def generate() -> tuple[str, str]:
    """A new pair: the private text that the bureau keeps, the public one that stores are given."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_private(text: str) -> bool:
    """Whether this is a bureau's private key (and not a recovery code)."""
    return text.strip().upper().startswith(PRIVATE_PREFIX)


def seal(key: bytes, public: str) -> str:
    """The key for the bureau alone; raises StoreError when ``public`` is no public key."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError as refusal:
        raise StoreError(_("This is not the public key of a bureau."), _("It begins with age1; copy it as a whole.")) from refusal
    return base64.b64encode(pyrage.encrypt(key, [recipient])).decode()


def unseal(sealed: str, private: str) -> bytes | None:
    """The key, or None when it was sealed for another bureau."""
    try:
        identity = pyrage.x25519.Identity.from_str(private.strip().upper())
        content: bytes = pyrage.decrypt(base64.b64decode(sealed), [identity])
    except (pyrage.IdentityError, pyrage.DecryptError):
        return None
    return content
