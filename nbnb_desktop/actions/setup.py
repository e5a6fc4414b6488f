"""First start, unlocking and accounts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop import store as stores
from nbnb_desktop.actions import roles, saving
from nbnb_desktop.actions.workplace import Workplace, workplace_of
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.places import data_folder

SHORTEST_PASSPHRASE = 10
"""Characters; the strength meter asks for more than length."""

LARGEST_KEY_FILE = 10_000
"""Bytes read of a file with a bureau's key; such a file has one line."""

KEY_BEGINNINGS = ("age1", "age-secret-key-1")

WEAKEST_SCORE = 2
"""The lowest zxcvbn score (0 to 4) that a passphrase may have."""


@dataclass(frozen=True, slots=True)
class Project:
    """One of the 32 projects of the programme (Schema 1 of the evaluation), or another."""

    number: int  # 0: another project
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asks."""

    language: str
    organisation: str
    project: Project
    account: str
    passphrase: str
    device_name: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account here; ``role`` as ``roles.NAMES`` has it.

    ``keeps_role``, ``stays`` and ``keeps_passphrase`` say in words why an administrator may not change the role, disable the account
    or give another passphrase; "" where it may be.
    """

    name: str
    role: str
    active: bool
    is_me: bool
    keeps_role: str
    stays: str
    keeps_passphrase: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: zxcvbn's score 0..4, in words, with advice."""

    score: int
    good_enough: bool
    words: str
    advice: str


_IN_WORDS = (N_("very easy to guess"), N_("easy to guess"), N_("reasonable"), N_("strong"), N_("very strong"))


@lru_cache(maxsize=1)
def projects() -> tuple[Project, ...]:
    """The projects of the programme, by number."""
    with (data_folder("resources") / "projects.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(Project(int(row["project_no"]), row["project_name"], row["applicant"]) for row in csv.DictReader(stream))


def strength(passphrase: str, words: tuple[str, ...] = ()) -> Strength:
    """How good ``passphrase`` is; ``words`` are names that a guesser would try first."""
    from zxcvbn import zxcvbn  # its dictionaries take a moment to load

    if len(passphrase) < SHORTEST_PASSPHRASE:
        advice = _("Use at least {count} characters. A short sentence is easy to remember.")
        return Strength(0, False, _("too short"), advice.format(count=SHORTEST_PASSPHRASE))
    score = int(zxcvbn(passphrase[:72], user_inputs=[word for word in words if word])["score"])
    enough = score >= WEAKEST_SCORE
    advice = "" if enough else _("Add some words that do not belong together.")
    return Strength(score, enough, _(_IN_WORDS[score]), advice)


def refuse_weak(passphrase: str, *words: str) -> None:
    """Raises RecordError when ``passphrase`` is too easy to guess for somebody who knows these words."""
    found = strength(passphrase, words)
    if not found.good_enough:
        raise RecordError(_("This passphrase is too easy to guess."), found.advice)


def is_set_up(folder: Path) -> bool:
    """Whether a store was made in ``folder`` before."""
    return stores.exists(folder)


def accounts(folder: Path) -> tuple[str, ...]:
    """The names that can unlock the store in ``folder``."""
    return stores.accounts(folder)


def first_start(folder: Path, answers: FirstStart) -> tuple[Workplace, str]:
    """Make the encrypted store; return the workplace and the recovery code to print or save.

    Raises RecordError when a name is missing or the passphrase is too weak, StoreError when the disk refuses.
    """
    if not answers.account.strip():
        raise RecordError(_("There is no name for the account."), _("Type the name of the person who will work here."))
    refuse_weak(answers.passphrase, answers.account, answers.organisation)
    device = answers.device_name or _("Laptop of {name}").format(name=answers.account)
    store, code = stores.Store.create(folder, answers.account.strip(), answers.passphrase, device_name=device)
    with store.atomic():
        store.settings.put("language", answers.language)
        store.settings.put("organisation", answers.organisation)
        store.settings.put("project", {"number": answers.project.number, "name": answers.project.name})
    i18n.activate(answers.language)
    return workplace_of(store, answers.account.strip()), code


def unlock(folder: Path, account: str, passphrase: str) -> Workplace:
    """Open the store in ``folder``; raises StoreError with a clear sentence when it cannot be."""
    return workplace_of(stores.Store.open(folder, account, passphrase), account)


def recover(folder: Path, code: str, account: str, new_passphrase: str) -> tuple[Workplace, str]:
    """Get back in with the printed recovery code; the account gets a new passphrase and the sheet a new code."""
    refuse_weak(new_passphrase, account)
    store, new_code = stores.Store.recover(folder, code, account, new_passphrase)
    return workplace_of(store, account), new_code


def warm_up() -> None:
    """Load what unlocking needs while the person types the passphrase; changes nothing."""
    from nbnb_desktop.actions import library, participants  # their imports are the work

    del library, participants


def lock(workplace: Workplace) -> None:
    """Close the store and forget its key."""
    workplace.store.close()


def settings(workplace: Workplace) -> dict[str, object]:
    """What the person chose for this laptop."""
    get = workplace.store.settings.get
    return {
        "language": get("language", i18n.SOURCE_LANGUAGE),
        "text_size": get("text_size", 100),
        "theme": get("theme", "system"),
        "organisation": get("organisation", ""),
        "project": get("project", {"number": 0, "name": ""}),
        "idle_minutes": get("idle_minutes", 15),
    }


def change_setting(workplace: Workplace, name: str, value: object) -> None:
    """Keep one choice of the person for this laptop."""
    with workplace.store.atomic():
        workplace.store.settings.put(name, value)


def add_account(workplace: Workplace, name: str, passphrase: str, role: str = "worker") -> None:
    """Let one more person unlock this store; ``role`` is worker, leader, bureau or administrator. For administrators."""
    roles.require(workplace, "accounts")
    found = strength(passphrase, (name,))
    if not name.strip() or not found.good_enough:
        raise RecordError(_("The account was not made."), found.advice or _("Type the name of the person who will work here."))
    with workplace.store.atomic():
        workplace.store.accounts.add(name.strip(), passphrase, role)
        workplace.store.audit.note("account added", "", f"{name.strip()}: {role}")


def disable_account(workplace: Workplace, name: str) -> None:
    """Let somebody else unlock no more; what they did stays. For administrators."""
    roles.require(workplace, "accounts")
    if name == workplace.account:
        raise RecordError(_("You cannot shut yourself out: another administrator can."))
    with workplace.store.atomic():
        workplace.store.accounts.disable(name)
        workplace.store.audit.note("account disabled", "", name)


def change_role(workplace: Workplace, name: str, role: str) -> None:
    """Let somebody do more, or less. For administrators."""
    roles.require(workplace, "accounts")
    with workplace.store.atomic():
        workplace.store.accounts.change_role(name, role)
        workplace.store.audit.note("account role", "", f"{name}: {role}")


def reset_passphrase(workplace: Workplace, name: str, new: str) -> None:
    """A new passphrase for a colleague who forgot it. For administrators."""
    roles.require(workplace, "accounts")
    refuse_weak(new, name)
    workplace.store.accounts.reset_passphrase(name, new)
    workplace.store.audit.note("passphrase reset", "", name)


def colleagues(workplace: Workplace) -> tuple[Colleague, ...]:
    """Every account: who can unlock first, then by name. For administrators what they may change, for others nothing."""
    found = workplace.store.accounts.list()
    administrators = [one.name for one in found if one.active and one.role == "administrator"]
    made = (_colleague(one, workplace.account, administrators) for one in found)
    return tuple(sorted(made, key=lambda one: (not one.active, one.name.casefold())))


def _colleague(account: stores.Account, me: str, administrators: list[str]) -> Colleague:
    is_me = account.name == me
    is_last = [account.name] == administrators
    stays = " ".join((_("Somebody has to stay administrator."), _("Make another account administrator first."))) if is_last else ""
    own = _("You cannot shut yourself out: another administrator can.") if is_me else ""
    known = _("Your own passphrase you change in the settings.") if is_me else ""
    return Colleague(account.name, account.role, account.active, is_me, stays, stays or own, known)


def propose_recovery_code(workplace: Workplace) -> str:
    """A new recovery code, to be printed; it opens nothing before ``keep_recovery_code``. For administrators."""
    from nbnb_desktop.store import recovery_code

    roles.require(workplace, "bureau key")
    return recovery_code.generate()


def keep_recovery_code(workplace: Workplace, code: str) -> None:
    """Let this code open the store from now on, and the one before no more; older backups it still does. For administrators."""
    roles.require(workplace, "bureau key")
    workplace.store.accounts.new_recovery_code(stores.normalise_recovery_code(code))
    workplace.store.audit.note("recovery code")


def bureaus(workplace: Workplace) -> tuple[str, ...]:
    """The public keys of the bureaus that can recover this store. For administrators."""
    roles.require(workplace, "bureau key")
    return workplace.store.accounts.bureaus()


def key_in(path: Path) -> str:
    """The bureau's key, public or secret, that a file holds. Raises RecordError when there is none in it."""
    try:
        with path.open("rb") as stream:
            words = stream.read(LARGEST_KEY_FILE).decode("utf-8-sig", "replace").split()
    except OSError as refusal:
        raise RecordError(_("This file cannot be read."), _("Choose another file.")) from refusal
    found = next((word for word in words if word.lower().startswith(KEY_BEGINNINGS)), "")
    if not found:
        raise RecordError(_("There is no key of a bureau in this file."), _("Ask the bureau which file it is."))
    return found


def new_bureau_key(path: Path) -> str:
    """Make a bureau's key: the secret half goes into the file at ``path``, for the safe; returns the public one, for the stores.

    Raises DocumentError when the file cannot be written.
    """
    from nbnb_desktop.store import bureau_key

    private, public = bureau_key.generate()
    saving.save(f"{private}\n".encode(), path)
    return public


def trust_bureau(workplace: Workplace, public: str) -> None:
    """Let the programme bureau with this public key (age1…) recover this store. For administrators."""
    roles.require(workplace, "bureau key")
    workplace.store.accounts.trust_bureau(public)
    workplace.store.audit.note("bureau trusted", "", public.strip())


def distrust_bureau(workplace: Workplace, public: str) -> None:
    """Let it recover this store no more; older backups it still can. For administrators."""
    roles.require(workplace, "bureau key")
    workplace.store.accounts.distrust_bureau(public)
    workplace.store.audit.note("bureau distrusted", "", public.strip())


def change_passphrase(workplace: Workplace, old: str, new: str) -> None:
    """Give the account that works now another passphrase."""
    refuse_weak(new, workplace.account)
    workplace.store.accounts.change_passphrase(workplace.account, old, new)
    workplace.store.audit.note("passphrase changed")


def recovery_sheet(code: str, organisation: str, language: str) -> bytes:
    """The recovery code as a PDF page to print and keep in a safe place."""
    from nbnb_desktop.documents import pdf, recovery

    return pdf.render(recovery.build(code, organisation, language))
