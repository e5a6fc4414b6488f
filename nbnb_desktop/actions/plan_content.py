"""From a participant's forms to the future plan and the certificate of participation."""

from __future__ import annotations

from datetime import date

from nbnb_desktop.actions import filled, portfolio, sharing
from nbnb_desktop.actions.filled import Filled
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.certificate import CertificateContent
from nbnb_desktop.documents.plan import PlanContent, Signer
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _

ATTENDED = ("1", "4")
"""Codes of the list ``aanwezigheid`` that count as having been there: present, and late."""


def plan(workplace: Workplace, participant: str, languages: tuple[str, ...]) -> PlanContent:
    """The future plan; raises RecordError while there is none."""
    known = portfolio.content(workplace, participant, languages)
    if known.plan is None:
        raise RecordError(_("There is no future plan yet."), _("Fill in the form of the future plan first."))
    form = next(row for row in reversed(workplace.store.submissions.of(participant)) if row.form_id == portfolio.PLAN)
    return PlanContent(
        name=known.person.name,
        plan=known.plan,
        made_on=known.made_on,
        own_name=known.person.own_name,
        house=known.house,
        project=known.project,
        version=len(workplace.store.revisions.of(form.id)),
        signers=_signers(workplace, participant, known.person.name, known.coach),
    )


def _signers(workplace: Workplace, participant: str, name: str, coach: str) -> tuple[Signer, ...]:
    """Who signs, with what was signed on screen; the case manager only a plan that the participant is willing to show (C4)."""
    form = filled.latest(workplace, participant, portfolio.PLAN, ("nl",))
    own = (
        Signer(N_("Participant"), name, _picture(workplace, form.text("participant_signature"))),
        Signer(N_("Coach"), coach, _picture(workplace, form.text("coach_signature"))),
    )
    if sharing.said(workplace, participant)["c4"].forbids:
        return own
    return (*own, Signer(N_("Case manager of the municipality")))


def _picture(workplace: Workplace, answer: str) -> bytes:
    """The picture that an answer names; b"" where there is none, or it is not on this laptop yet."""
    kept = workplace.store.attachments.get(answer.partition(".")[0]) if answer else None
    return kept.content if kept else b""


def certificate(workplace: Workplace, participant: str, languages: tuple[str, ...]) -> CertificateContent:
    """What the participant took part in, from the start of the programme until its end or today."""
    known = portfolio.content(workplace, participant, languages)
    start = filled.latest(workplace, participant, "instroom", languages)
    end = filled.latest(workplace, participant, "uitstroom", languages)
    attended = [one for one in filled.every(workplace, participant, "activiteit", languages) if _was_there(one)]
    goals = (one for one in filled.every(workplace, participant, "leerdoel", languages) if one.says("reached", portfolio.YES))
    return CertificateContent(
        name=known.person.name,
        project=known.project,
        start=start.text("start_date") or min((one.text("date") for one in attended), default=""),
        end=end.text("exit_date") or known.made_on.isoformat(),
        made_on=date.today(),
        own_name=known.person.own_name,
        house=known.house,
        hours=_hours(attended),
        goals=tuple(one.words("goal_text") for one in goals),
        trainings=tuple(one.words("activity_name") or one.words("instrument") for one in attended),
        signer=known.coach,
    )


def _was_there(one: Filled) -> bool:
    return not one.text("attendance") or one.says("attendance", *ATTENDED)


def _hours(attended: list[Filled]) -> str:
    minutes = sum(one.number("duration_min") or 0 for one in attended)
    return f"{minutes / 60:g}" if minutes else ""
