"""What a person reads when a file or a card is refused: one sentence and what to do, by stable reason."""

from __future__ import annotations

from nbnb_desktop.errors import BundleError
from nbnb_desktop.i18n import N_, _

_COPY_AGAIN = N_("Nothing was changed. Copy the file once more, or ask the sender to make a new one.")
_NEW_FILE = N_("Nothing was changed. Ask the sender to make a new file.")
_CALL = N_("Nothing was changed. Keep the file and ask your administrator to look at both laptops.")

REFUSALS: dict[str, tuple[str, str]] = {
    "not-a-bundle": (N_("This is not an exchange file."), N_("Choose a file that ends in .nbnb.")),
    "newer-version": (
        N_("This file was made by a newer version of the program."),
        N_("Nothing was changed. Update the program on this laptop."),
    ),
    "header": (N_("The beginning of this file is damaged."), _COPY_AGAIN),
    "own-bundle": (N_("This file was made on this laptop itself."), N_("Take it to the laptop that it is meant for.")),
    "unknown-sender": (
        N_("This file comes from a laptop that is not paired with this one."),
        N_("Nothing was changed. Pair the two laptops first."),
    ),
    "revoked-sender": (
        N_("This file comes from a laptop that was revoked."),
        N_("Nothing was changed. If the laptop is in good hands again, pair it anew."),
    ),
    "signature": (N_("This file was altered, or it does not come from the laptop that it names."), _NEW_FILE),
    "truncated": (N_("This file is not complete."), _COPY_AGAIN),
    "trailing": (N_("Something was added to the end of this file."), _COPY_AGAIN),
    "damaged": (N_("This file is damaged."), _COPY_AGAIN),
    "not-for-us": (
        N_("This file is meant for another laptop."),
        N_("Nothing was changed. Ask the sender to choose this laptop as recipient."),
    ),
    "decryption": (
        N_("This laptop cannot open this file."),
        N_("Nothing was changed. Pair the two laptops once more, then ask the sender to make a new file."),
    ),
    "binding": (N_("This file was put together from two different files."), _NEW_FILE),
    "compression": (N_("The content of this file cannot be unpacked."), _NEW_FILE),
    "too-large": (N_("This file is larger than the program accepts."), N_("Nothing was changed. Ask the sender to make smaller parts.")),
    "record": (N_("The content of this file does not follow the rules."), _NEW_FILE),
    "revision-digest": (N_("An answer sheet was altered after it was saved."), _CALL),
    "attachment-digest": (N_("An attachment was altered after it was saved."), _CALL),
    "scope": (N_("This file holds something else than it says."), _NEW_FILE),
    "unreadable": (N_("This file cannot be read."), N_("Nothing was changed. Put the stick back in and try again.")),
    "number-reused": (N_("Another file with the same number came from this laptop before."), _CALL),
    "revision-clash": (N_("Two different answer sheets have the same number."), _CALL),
    "form-clash": (N_("This file holds another content of a form version that is known here."), _CALL),
    "consent": (N_("There is no recorded consent for this hand-over."), N_("Record the consent of the participant first.")),
    "recipients": (N_("There is nobody to make this file for."), N_("Choose one or more paired laptops that are not revoked.")),
    "part-too-small": (N_("The parts are too small for what must go in."), N_("Choose a larger size, or a stick with more room.")),
    "card": (N_("This is not a sound device card."), N_("Ask for the card once more, as a file or as a QR code.")),
    "card-clash": (
        N_("Another laptop is already known under the id on this card."),
        N_("Do not pair. If it is the same laptop, set up again, revoke the old one first."),
    ),
}


def refuse(reason: str) -> BundleError:
    """The error for ``reason``, in the language of the interface."""
    title, advice = REFUSALS[reason]
    return BundleError(reason, _(title), _(advice))
