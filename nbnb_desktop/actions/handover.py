"""Handing the laptop to the participant, and getting it back by PIN."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from time import time
from xml.sax.saxutils import escape

from nbnb_desktop.actions.entry import Entry, begin
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import new_id
from nbnb_desktop.store.instance import leaves

HELPERS = ("alone", "read_aloud", "interviewer")
"""Who reads: the participant alone, a helper who reads aloud, or an interviewer (spec 7.7)."""

PARADATA_FORM = "nbnb.paradata"

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
    """Keep what spec 7.8 allows about how a survey was filled in (time per question, changes, helper), and nothing more.

    A revision of its own, so that it travels with the survey and is erased with the participant; each time one, so that
    two laptops never contradict each other.
    """
    row = workplace.store.submissions.get(submission)
    told = escape(json.dumps(paradata, ensure_ascii=False, sort_keys=True))
    payload = f"<paradata><submission>{escape(submission)}</submission><told>{told}</told></paradata>".encode()
    workplace.store.revisions.save(
        new_id(), row.participant if row else "", PARADATA_FORM, "1", payload, author=workplace.account, kind="paradata"
    )


def paradata(workplace: Workplace, submission: str) -> tuple[dict[str, object], ...]:
    """What was kept about each time that a survey was filled in, the oldest first."""
    row = workplace.store.submissions.get(submission)
    kept = workplace.store.revisions.of_participant(row.participant) if row else ()
    said = [leaves(one.payload) for one in kept if one.form_id == PARADATA_FORM]
    return tuple(json.loads(one["told"]) for one in said if one.get("submission") == submission)


def _note(workplace: Workplace, wrong: int, wait: int, event: str) -> None:
    with workplace.store.atomic():
        workplace.store.settings.put("pin_tries", {"wrong": wrong, "until": time() + wait if wait else 0.0})
        workplace.store.audit.note(event, "")


def _hashed(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, maxmem=64 * 1024 * 1024).hex()
