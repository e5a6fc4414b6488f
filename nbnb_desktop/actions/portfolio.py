"""From a participant's forms to what a portfolio shows. Which reader sees what is decided in ``documents.portfolio``."""

from __future__ import annotations

from datetime import date

from nbnb_desktop.actions import filled, house
from nbnb_desktop.actions.filled import Filled, Texts
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.portfolio import (
    Agreement,
    Certificate,
    Education,
    Experience,
    LanguageSkill,
    LearningGoal,
    Person,
    Plan,
    PlanStep,
    PortfolioContent,
    Possibilities,
    Quality,
    Reference,
    Suggestion,
    Training,
)
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _, speaker

YES, ALSO, UNKNOWN = "1", "2", "99"
PERSON_FORM, INTAKE, TALENTSCAN, PLAN = "deelnemer", "intake", "talentscan", "toekomstplan"


def content(workplace: Workplace, participant: str, languages: tuple[str, ...]) -> PortfolioContent:
    """All that is known and may be shown to someone; raises RecordError for an unknown participant."""
    if workplace.store.participants.get(participant) is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))

    def last(form_id: str) -> Filled:
        return filled.latest(workplace, participant, form_id, languages)

    def all_of(form_id: str) -> tuple[Filled, ...]:
        return filled.every(workplace, participant, form_id, languages)

    person, intake, scan, plan = last(PERSON_FORM), last(INTAKE), last(TALENTSCAN), last(PLAN)
    return PortfolioContent(
        person=_person(person, intake),
        made_on=date.today(),
        house=house.of(workplace),
        project=str(workplace.store.settings.get("project", {}).get("name", "")),
        coach=intake.text("intake_coach") or person.text("coach"),
        profile_text=last("pitch").words("pitch_text"),
        qualities=_qualities(scan),
        experience=_experience(intake, all_of("werkervaring")),
        education=_education(intake, all_of("opleiding")),
        languages=_languages(person, intake),
        skills=_talents(scan),
        possibilities=_possibilities(scan) if scan else None,
        plan=_plan(plan) if plan else None,
        learning_goals=tuple(map(_goal, filter(_is_shown, all_of("leerdoel")))),
        trainings=tuple(map(_training, all_of("activiteit"))),
        certificates=tuple(_certificate(workplace, one) for one in all_of("certificaat") if not one.says("show_on_cv", "0")),
        references=tuple(map(_reference, filter(_is_shown, all_of("feedback")))),
        obstacles=_obstacles(intake),
        needs=intake.each("work_needs"),
    )


def _person(person: Filled, intake: Filled) -> Person:
    given = f"{person.text('given_name')} {person.text('family_name')}".strip()
    known = {"exact": 10, "month": 7, "year": 4, "about": 4}.get(person.text("birth_precision"), 10)
    return Person(
        name=person.text("cv_name") or given or person.text("own_name"),
        own_name=person.text("own_name"),
        pronunciation=person.text("pronunciation"),
        birth_date=person.text("birth_date")[:known],
        phone=person.text("phone"),
        email=person.text("email"),
        municipality=person.text("municipality"),
        driving_licence=intake.words("driving_licence"),
        available=_hours(intake),
        travel=intake.words("travel_means"),
        nationality=intake.words("nationality"),
    )


def _hours(intake: Filled) -> Texts:
    hours = intake.text("hours_per_week_wanted")
    return {code: speaker(code)(N_("{hours} hours a week")).format(hours=hours) for code in intake.languages} if hours else {}


def _qualities(scan: Filled) -> tuple[Quality, ...]:
    own, others = scan.text("qualities").split(), set(scan.text("qualities_other").split())
    named = dict(zip(own, scan.each("qualities"), strict=True)) | dict(
        zip(scan.text("qualities_other").split(), scan.each("qualities_other"), strict=True)
    )
    return tuple(Quality(words, code in own, code in others) for code, words in named.items())


def _experience(intake: Filled, records: tuple[Filled, ...]) -> tuple[Experience, ...]:
    """The portfolio's own records; the jobs of the intake as long as there are none."""
    if records:
        return tuple(_recorded_job(one) for one in records if not one.says("show_on_cv", "0"))
    return tuple(
        Experience(
            start=job.text("job_from"),
            end=job.text("job_to"),
            function=job.words("job_occupation"),
            place=job.words("job_country"),
            tasks=(job.words("job_tasks"),) if job.text("job_tasks") else (),
            ongoing=not job.text("job_to"),
        )
        for job in intake.rows("job")
    )


def _recorded_job(one: Filled) -> Experience:
    tasks = tuple(one.words(name) for name in ("task_1", "task_2", "task_3", "task_4") if one.text(name))
    return Experience(
        start=one.text("start_date")[:7],
        end=one.text("end_date")[:7],
        function=one.words("occupation"),
        employer=one.text("employer"),
        place=one.words("place") or one.words("country"),
        tasks=tasks,
        ongoing=one.says("still_works", YES),
        paid=one.says("experience_kind", "betaald", "eigen"),
    )


def _education(intake: Filled, records: tuple[Filled, ...]) -> tuple[Education, ...]:
    if records:
        return tuple(
            Education(
                start=one.text("year_from"),
                end=one.text("year_to"),
                name=one.words("education_name"),
                school=one.text("school"),
                place=one.words("place") or one.words("country"),
                level=one.words("education_level"),
                recognition=one.words("dutch_equivalent") or one.words("diploma_recognition"),
                diploma=one.words("diploma_in_hand"),
            )
            for one in records
            if not one.says("show_on_cv", "0")
        )
    if not intake.text("education_origin"):
        return ()
    return (
        Education(
            start="",
            end=intake.text("year_education"),
            name=intake.words("field_origin") or intake.words("education_origin"),
            place=intake.words("country_education"),
            level=intake.words("education_origin"),
            recognition=intake.words("diploma_recognition"),
            diploma=intake.words("diploma_in_hand"),
        ),
    )


def _languages(person: Filled, intake: Filled) -> tuple[LanguageSkill, ...]:
    skills = {code: LanguageSkill(code, mother=True) for code in person.text("mother_tongue").split() if not code.isdigit()}
    dutch = [intake.text(f"dutch_level_{skill}") for skill in ("listening", "speaking", "reading", "writing")]
    if any(dutch):
        listening, speaking, reading, writing = ("" if level == UNKNOWN else level for level in dutch)
        skills["nl"] = LanguageSkill("nl", listening, speaking, reading, writing, source=intake.words("dutch_level_source"))
    for row in intake.rows("other_language"):
        level = row.text("other_language_level")
        skills.setdefault(row.text("other_language_code"), LanguageSkill(row.text("other_language_code"), level, level))
    for code in person.text("languages").split():
        skills.setdefault(code, LanguageSkill(code))
    return tuple(skill for code, skill in skills.items() if not code.isdigit())


def _possibilities(scan: Filled) -> Possibilities:
    return Possibilities(
        scores={letter: scan.number(f"score_{letter}") for letter in "RIASEC"},
        code=scan.text("holland_code"),
        remark=scan.words("coach_remark"),
        talents=_talents(scan),
        reserve=scan.each("reserve", like="talents_shown"),
        wishes=scan.each("learning_chosen") or scan.each("learning", like="talents_shown"),
        suggestions=tuple(map(_suggestion, filter(_names_an_occupation, scan.rows("occupation")))),
        on=scan.text("scan_date") or scan.changed_at[:10],
    )


def _talents(scan: Filled) -> tuple[Texts, ...]:
    """What the participant chose to show; before that choice, what can be done and is liked."""
    return scan.each("talents_shown") or scan.each("talents", like="talents_shown")


def _names_an_occupation(row: Filled) -> bool:
    return bool(row.text("occupation_function") or row.text("occupation_other"))


def _suggestion(row: Filled) -> Suggestion:
    return Suggestion(
        occupation=row.words("occupation_other") or row.words("occupation_function"),
        horizon=_HORIZONS.get(row.text("occupation_horizon"), "now"),
        reasons=(row.words("occupation_fits"),) if row.text("occupation_fits") else (),
        cautions=(row.words("real_note"),) if row.text("real_note") else (),
        next_step=row.words("occupation_next_step"),
    )


_HORIZONS = {"nu": "now", "straks": "soon", "later": "later"}
_STEP_STATES = {"2": "doing", "3": "done", "4": "dropped"}


def _plan(plan: Filled) -> Plan:
    checks = ("check_path", "check_language", "check_occupation")
    return Plan(
        dream_job=plan.words("dream_job"),
        why=plan.words("dream_job_why"),
        first_job=plan.words("first_job"),
        how_it_helps=plan.words("first_job_helps"),
        alternative=plan.words("alternative"),
        education_goal=plan.words("education_goal"),
        own_words=plan.words("own_words"),
        check=tuple((plan.question(name), plan.words(name)) for name in checks if plan.text(name)),
        outcome=plan.words("feasible"),
        steps=tuple(map(_step, plan.rows("step"))),
        agreements=_agreements(plan),
        reviews=tuple((row.text("review_date"), row.words("review_moment")) for row in plan.rows("review")),
        explained_in=plan.text("explained_language"),
        signed_on=plan.text("signed_date"),
    )


def _step(row: Filled) -> PlanStep:
    return PlanStep(
        what=row.words("step_what"),
        owner=row.words("step_owner"),
        deadline=row.text("step_deadline"),
        status=_STEP_STATES.get(row.text("step_status"), "todo"),
        start=row.text("step_start"),
        help=row.words("step_help"),
        reason=row.words("step_dropped_reason"),
    )


def _agreements(plan: Filled) -> tuple[Agreement, ...]:
    names = {"agreement_participant": N_("Participant"), "agreement_coach": N_("Coach"), "employer_contact": N_("Employer")}
    return tuple(
        Agreement({code: speaker(code)(who) for code in plan.languages}, plan.words(name)) for name, who in names.items() if plan.text(name)
    )


def _is_shown(one: Filled) -> bool:
    return one.says("show_in_portfolio", YES)


def _goal(one: Filled) -> LearningGoal:
    status = "done" if one.says("reached", YES) else "doing" if one.rows("progress") else "todo"
    return LearningGoal(one.words("goal_text"), one.text("reached_date") or one.text("goal_until"), status)


def _training(one: Filled) -> Training:
    minutes = one.number("duration_min")
    hours = f"{minutes / 60:g}" if minutes else ""
    return Training(one.words("activity_name") or one.words("instrument"), one.text("date"), hours, one.text("provider"))


def _certificate(workplace: Workplace, one: Filled) -> Certificate:
    file_name = one.text("scan") or one.text("scan_file")
    kept = workplace.store.attachments.get(file_name.partition(".")[0]) if file_name else None
    return Certificate(
        name=one.words("certificate_name") or one.words("certificate_kind"),
        on=one.text("issued_on"),
        issuer=one.text("issuer"),
        valid_until=one.text("valid_until"),
        scan=kept.content if kept else b"",
        file_name=kept.name if kept else "",
    )


def _reference(one: Filled) -> Reference:
    return Reference(
        name=one.text("feedback_name"),
        role=one.words("feedback_from"),
        organisation=one.text("feedback_organisation"),
        words=one.words("good"),
        contact=one.text("reference_phone"),
    )


def _obstacles(intake: Filled) -> tuple[Texts, ...]:
    """The questions of the picture cards that were answered with a little or yes."""
    present = [name for name in intake.values if name.startswith("obst_") and intake.says(name, YES, ALSO)]
    return tuple(intake.question(name) for name in present)
