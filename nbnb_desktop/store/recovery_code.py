"""The code on the printed recovery sheet: eight groups of four characters, each group with its own check character.

The alphabet is Crockford's base32 (no I, L, O, U); 24 free characters are 120 bits.
"""

from __future__ import annotations

import secrets

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def generate() -> str:
    """A fresh code, as it is printed: ``7K3P-…`` ."""
    groups = ("".join(secrets.choice(ALPHABET) for __ in range(3)) for __ in range(GROUPS))
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def normalise(typed: str) -> str:
    """The code as it was printed, from what a person typed; raises StoreError that names the group with the typo."""
    text = "".join(character for character in typed.upper() if character.isalnum()).translate(_LOOKS_LIKE)
    if len(text) != GROUPS * 4:
        raise StoreError(
            _("The recovery code has {count} characters; it should have {expected}.").format(count=len(text), expected=GROUPS * 4),
            _("Compare it with the printed sheet."),
        )
    groups = [text[start : start + 4] for start in range(0, len(text), 4)]
    for place, group in enumerate(groups):
        if not set(group) <= set(ALPHABET) or _check(place, group[:3]) != group[3]:
            raise StoreError(
                _("Group {number} of the recovery code, {group}, has a typing mistake.").format(number=place + 1, group=group),
                _("Compare that group with the printed sheet."),
            )
    return "-".join(groups)


def _check(place: int, group: str) -> str:
    """Odd weights find every single wrong character; the place finds groups that changed places."""
    total = sum(weight * ALPHABET.index(character) for weight, character in zip((1, 3, 5), group, strict=True))
    return ALPHABET[(total + 7 * (place + 1)) % 32]
