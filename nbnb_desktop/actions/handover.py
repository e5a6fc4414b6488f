"""Handing the laptop to the participant, and getting it back by PIN."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from time import time

from nbnb_desktop.actions.entry import Entry, begin
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _

HELPERS = ("alone", "read_aloud", "interviewer")
"""Who reads: the participant alone, a helper who reads aloud, or an interviewer (spec 7.7)."""

FREE_TRIES = 3
SHORTEST_PIN = 4


@dataclass(frozen=True, slots=True)
class PinResult:
    """``ok`` opens the staff side; otherwise the next try is heard after ``wait`` seconds."""

    ok: bool
    wait: int = 0


def has_pin(workplace: Workplace) -> bool:
    """Whether a PIN was chosen; without one there is no hand-over."""
    return bool(workplace.store.settings.get("pin", None))


def set_pin(workplace: Workplace, pin: str) -> None:
    """Choose the PIN that brings the worker back; digits only, four or more."""
    if len(pin) < SHORTEST_PIN or not pin.isascii() or not pin.isdigit():
        raise RecordError(_("This PIN cannot be used."), _("Choose at least {count} digits.").format(count=SHORTEST_PIN))
    salt = os.urandom(16)
    with workplace.store.atomic():
        workplace.store.settings.put("pin", {"salt": salt.hex(), "hash": _hashed(pin, salt)})
        workplace.store.settings.put("pin_tries", {"wrong": 0, "until": 0.0})


def check_pin(workplace: Workplace, pin: str) -> PinResult:
    """Compare a PIN; after three wrong ones each next try waits longer, also after a restart."""
    kept = workplace.store.settings.get("pin", None)
    tries = workplace.store.settings.get("pin_tries", {"wrong": 0, "until": 0.0})
    waiting = float(tries["until"]) - time()
    if waiting > 0:
        return PinResult(False, int(waiting) + 1)
    if kept and hmac.compare_digest(_hashed(pin, bytes.fromhex(kept["salt"])), kept["hash"]):
        _note(workplace, 0, 0, "hand-over ended")
        return PinResult(True)
    wrong = int(tries["wrong"]) + 1
    wait = 0 if wrong < FREE_TRIES else min(300, 5 * 2 ** (wrong - FREE_TRIES))
    _note(workplace, wrong, wait, "hand-over: wrong PIN")
    return PinResult(False, wait)


def start(workplace: Workplace, participant: str, form_id: str, language: str) -> Entry:
    """Open the participant's form for the hand-over and log that it begins."""
    if not has_pin(workplace):
        raise RecordError(_("There is no PIN yet."), _("Choose a PIN in the settings; it brings you back to your own screens."))
    entry = begin(workplace, form_id, participant, language)
    log(workplace, participant, "hand-over started")
    return entry


def log(workplace: Workplace, participant: str, event: str) -> None:
    """Note a start, a pause or an end; no answers."""
    with workplace.store.atomic():
        workplace.store.audit.note(event, participant)


def keep_paradata(workplace: Workplace, submission: str, paradata: dict[str, object]) -> None:
    """Keep what spec 7.8 allows about how a survey was filled in (time per question, changes, helper), and nothing more."""
    with workplace.store.atomic():
        workplace.store.settings.put(f"paradata:{submission}", paradata)


def _note(workplace: Workplace, wrong: int, wait: int, event: str) -> None:
    with workplace.store.atomic():
        workplace.store.settings.put("pin_tries", {"wrong": wrong, "until": time() + wait if wait else 0.0})
        workplace.store.audit.note(event, "")


def _hashed(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, maxmem=64 * 1024 * 1024).hex()
