"""Who changed what when: every saved state of a filled form, in words, comparable, and brought back by a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import sharing
from nbnb_desktop.actions.conflicts import device_name
from nbnb_desktop.actions.wording import answer_words, generic, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.paper_form import clean
from nbnb_desktop.errors import FormError, RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.records import Revision
from nbnb_desktop.store.instance import paths
from nbnb_desktop.store.rows import Change, stamp_time
from nbnb_desktop.xforms.definition import FormDefinition

_ROW = re.compile(r"\[(\d+)\]")
KINDS = {
    "save": N_("saved"),
    "undo": N_("brought back"),
    "decision": N_("differences decided"),
    "delete": N_("removed"),
    "second entry": N_("checked with a second entry"),
}
"""What made a saved state, by the kind of its revision."""


@dataclass(frozen=True, slots=True)
class Said:
    """One question with the answer before and after, in words; "" where there is none."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state. ``when`` is ISO, ``parents`` the ids of the states that it was made from, ``is_shown`` whether it counts now."""

    revision: str
    when: str
    who: str
    device: str
    language: str
    kind: str
    parents: tuple[str, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class History:
    """All saved states of one form, the latest first."""

    submission: str
    participant: str
    participant_name: str
    title: str
    versions: tuple[Version, ...]


def history(workplace: Workplace, submission: str) -> History:
    """The saved states of a form. Raises RecordError for one that is not here or that the participant did not share."""
    sharing.refuse_sealed(workplace, submission)
    row = workplace.store.submissions.get(submission)
    if row is None:
        raise RecordError(_("This form is not on this laptop."), _("Import the file that has it."))
    person = workplace.store.participants.get(row.participant)
    found = reversed(workplace.store.revisions.of(submission))
    return History(
        submission=submission,
        participant=row.participant,
        participant_name=person.name if person else "",
        title=workplace.library.title(row.form_id),
        versions=tuple(_version(workplace, revision, row.heads) for revision in found),
    )


def answers(workplace: Workplace, revision: str) -> tuple[Said, ...]:
    """Everything that was answered in one saved state; ``before`` is empty."""
    then = _readable(workplace, revision)
    definition = _definition(workplace, then)
    found = (Change(ref, None, text) for ref, text in paths(then.payload).items() if text)
    return tuple(_said(found, definition, definition))


def changes(workplace: Workplace, before: str, after: str) -> tuple[Said, ...]:
    """What differs between two saved states, field by field in the order of the form."""
    left, right = _readable(workplace, before), _readable(workplace, after)
    found = workplace.store.revisions.compare(before, after)
    return tuple(_said(found, _definition(workplace, left), _definition(workplace, right)))


def undo(workplace: Workplace, revision: str) -> None:
    """Make the form say again what it said then, by a new saved state; what came after stays in the history.

    Raises RecordError while somebody is filling the form in: that work would be lost from sight.
    """
    then = _readable(workplace, revision)
    if workplace.store.drafts.get(then.submission) is not None:
        raise RecordError(_("This form is being filled in."), _("Finish it first, or throw the unfinished answers away."))
    with workplace.store.atomic():
        workplace.store.revisions.undo(revision, workplace.account)
        workplace.store.audit.note("undo", then.participant, then.form_id)


def _readable(workplace: Workplace, revision: str) -> Revision:
    then = workplace.store.revisions.get(revision)
    sharing.refuse_sealed(workplace, then.submission)
    return then


def _version(workplace: Workplace, revision: Revision, heads: tuple[str, ...]) -> Version:
    return Version(
        revision=revision.id,
        when=stamp_time(revision.stamp),
        who=revision.author,
        device=device_name(workplace, revision.device),
        language=revision.language,
        kind=_(KINDS.get(revision.kind, revision.kind)),
        parents=revision.parents,
        is_shown=revision.id in heads,
    )


def _said(found: Iterable[Change], before: FormDefinition | None, after: FormDefinition | None) -> Iterator[Said]:
    """Changes in words of the interface, each side with the form it was answered in; what the form calculates is no answer."""
    for change in found:
        definition = after or before
        element = definition.elements.get(generic(change.ref)) if definition else None
        if element is not None and element.kind in ("calculate", "note"):
            continue
        question = clean(question_words(definition, change.ref, i18n.current())) if definition else change.ref.rsplit("/", 1)[-1]
        yield Said(question + _row_of(change.ref), _words(before, change.ref, change.before), _words(after, change.ref, change.after))


def _row_of(ref: str) -> str:
    """Which row of a repeat a ref stands in, behind the question: `` (2)``; "" for the first and outside repeats."""
    rows = _ROW.findall(ref)
    return f" ({rows[-1]})" if rows else ""


def _words(definition: FormDefinition | None, ref: str, text: str | None) -> str:
    if not text:
        return ""
    return answer_words(definition, ref, text, i18n.current()) if definition else text


def _definition(workplace: Workplace, revision: Revision) -> FormDefinition | None:
    """The form as it was then; None when that version is not here, and the names in the form stand in for its words."""
    try:
        return workplace.library.definition(revision.form_id, revision.form_version)
    except FormError:
        return None
