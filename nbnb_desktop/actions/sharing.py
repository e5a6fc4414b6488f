"""Who may see what of a participant: the rule of ``consent`` on what is in the store."""

from __future__ import annotations

from dataclasses import dataclass

from nbnb_desktop.actions import consent, filled
from nbnb_desktop.actions.consent import PURPOSES, Said
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.store.reading import select

_NOT_ALLOWED = {
    consent.NO: N_("The participant said no to this: {purpose}."),
    consent.WITHDRAWN: N_("The participant took back the yes to this: {purpose}."),
}


def said(workplace: Workplace, participant: str) -> dict[str, Said]:
    """What the participant said about every purpose, by code, in the last form of consent."""
    return consent.all_said(filled.latest(workplace, participant, consent.FORM, ("nl",)).values)


def everybody(workplace: Workplace, code: str) -> tuple[set[str], set[str]]:
    """(who says yes to purpose ``code``, who filled in the form of consent and does not); of several forms of one the last counts."""
    last: dict[str, tuple[str, str]] = {}
    for person, changed, valid in select(workplace.store.tables, consent.FORM, ("_participant", "_changed_at", "valid")):
        last[person] = max(last.get(person, ("", "")), (changed, valid or ""))
    yes = {person for person, (__, valid) in last.items() if code in valid.split()}
    return yes, last.keys() - yes


def refuse_paper(workplace: Workplace, participant: str, paper: str, variant: str = "") -> None:
    """Raise RecordError with the reason when the participant did not want what this paper is for."""
    purpose = consent.purpose_of(paper, variant)
    answer = said(workplace, participant)[purpose] if purpose else Said()
    if answer.forbids:
        words = _(PURPOSES[purpose].words)
        raise RecordError(
            _(_NOT_ALLOWED[answer.state]).format(purpose=words),
            _("Print the participant's own copy. Only the participant can change this, in the form of consent."),
        )


def remark(workplace: Workplace, participant: str, paper: str, variant: str = "") -> str:
    """A sentence for who prints a paper that others read while nobody asked the participant yet; "" otherwise."""
    purpose = consent.purpose_of(paper, variant)
    if purpose and said(workplace, participant)[purpose].state == consent.UNASKED:
        return _("Nobody has asked yet whether you may share this. Give it to the participant only.")
    return ""


def is_sealed(workplace: Workplace, submission: str) -> bool:
    """Whether this is a survey of which the participant did not say that the coach may see it."""
    row = workplace.store.submissions.get(submission)
    if row is None:
        draft = workplace.store.drafts.get(submission)
        return draft is not None and _asks(workplace, draft.form_id, draft.form_version)
    if not _asks(workplace, row.form_id, row.form_version):
        return False
    record = workplace.store.submissions.record(submission)
    return record is None or not consent.is_shared(record.values)


def refuse_sealed(workplace: Workplace, submission: str) -> None:
    """Raise RecordError when the answers of ``submission`` are the participant's alone."""
    if is_sealed(workplace, submission):
        raise RecordError(
            _("The participant did not share these answers."), _("Only the participant can, with the last questions of the survey.")
        )


@dataclass(frozen=True, slots=True)
class Seal:
    """What may be said about a survey without telling what is in it. ``wants_help``: the participant wants the coach to know (7.9)."""

    submission: str
    title: str
    is_sealed: bool
    is_finished: bool
    wants_help: bool


def seal(workplace: Workplace, submission: str) -> Seal:
    """Whether a form is closed to the worker, and what can be said of it."""
    row, draft = workplace.store.submissions.get(submission), workplace.store.drafts.get(submission)
    kept = row or draft
    record = workplace.store.submissions.record(submission)
    return Seal(
        submission=submission,
        title=workplace.library.title(kept.form_id) if kept else "",
        is_sealed=is_sealed(workplace, submission),
        is_finished=row is not None and draft is None,
        wants_help=record is not None and consent.asks_for_help(record.values),
    )


def _asks(workplace: Workplace, form_id: str, version: str) -> bool:
    """Whether a form asks if the coach may see the answers; about the participant's own forms only, which is quick to know."""
    if any(meta.form_id == form_id and meta.audience != "participant" for meta in workplace.library.metas()):
        return False
    definition = workplace.library.definition(form_id, version)
    return any(column.name == consent.SHARE_QUESTION for column in definition.columns())
