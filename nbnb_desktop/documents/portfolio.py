"""The portfolio: what a participant shows of themselves, in three profiles (content specification, section 6.1).

``build`` is pure: it gets what is known and says what is shown to whom. A profile is a list of what
may be seen; what is not on the list cannot get into the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from types import MappingProxyType

from nbnb_desktop.documents import cv, photos
from nbnb_desktop.documents.bidi import ltr
from nbnb_desktop.documents.content import (
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
from nbnb_desktop.documents.pages import (
    Attached,
    Bar,
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Entry,
    Facts,
    Heading,
    Labels,
    List,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Section,
    Step,
    Table,
    Timeline,
)
from nbnb_desktop.documents.text import Text, plain
from nbnb_desktop.documents.wording import PAGE_OF, Texts, day, foreign, joined, language_name, period, said, script_of, voice
from nbnb_desktop.i18n import N_

__all__ = [
    "PROFILES",
    "STATES",
    "Agreement",
    "Certificate",
    "Education",
    "Experience",
    "LanguageSkill",
    "LearningGoal",
    "Person",
    "Plan",
    "PlanStep",
    "PortfolioContent",
    "Possibilities",
    "Profile",
    "Quality",
    "Reference",
    "Suggestion",
    "Training",
    "build",
    "plan_blocks",
]

# -- profiles --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody may see: chapters in order, and the facts about the person."""

    title: str
    chapters: tuple[str, ...]
    facts: tuple[str, ...]


_CONTACT = ("name", "own_name", "pronunciation", "phone", "email", "place")
PROFILES: Mapping[str, Profile] = MappingProxyType({
    "full": Profile(
        N_("My own copy, complete"),
        ("person", "qualities", "experience", "education", "languages", "possibilities", "plan", "agreements", "goals",
         "trainings", "certificates", "references", "private", "cv"),
        (*_CONTACT, "birth_date", "municipality", "driving_licence", "available", "travel", "nationality", "residence_status"),
    ),
    "employer": Profile(
        N_("For an employer"),
        ("person", "qualities", "experience", "education", "languages", "talents", "trainings", "certificates", "references", "cv"),
        (*_CONTACT, "driving_licence", "available", "travel"),
    ),
    "municipality": Profile(
        N_("For the municipality"),
        ("person", "qualities", "experience", "education", "languages", "possibilities", "plan", "agreements", "goals",
         "trainings", "certificates"),
        ("name", "own_name", "phone", "email", "place", "municipality", "driving_licence", "available", "travel"),
    ),
})  # fmt: skip
"""What is not named here is not shown: no profile has the benefit, the survey or a BSN, and an employer
sees no obstacles, health, residence status, nationality, age or plan."""

_FACTS = {
    "name": N_("Name"),
    "own_name": N_("Name in own script"),
    "pronunciation": N_("How to say it"),
    "birth_date": N_("Date of birth"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "place": N_("Place of residence"),
    "municipality": N_("Municipality"),
    "driving_licence": N_("Driving licence"),
    "available": N_("Available"),
    "travel": N_("Travel"),
    "nationality": N_("Nationality"),
    "residence_status": N_("Residence permit"),
}
_INTERESTS = {
    "R": N_("Doing and making"),
    "I": N_("Investigating"),
    "A": N_("Creating"),
    "S": N_("Helping people"),
    "E": N_("Leading and selling"),
    "C": N_("Organising and checking"),
}
_HORIZONS = {"now": N_("Now (0 to 3 months)"), "soon": N_("Soon (3 to 12 months)"), "later": N_("Later (after a year)")}
STATES = {
    "todo": ("later", N_("not yet")),
    "doing": ("now", N_("busy with it")),
    "done": ("done", N_("done")),
    "dropped": ("stopped", N_("dropped")),
}


def build(content: PortfolioContent, profile: str = "full", languages: Sequence[str] = ("nl",)) -> Document:
    """The portfolio for ``profile``, in each of ``languages`` one after the other in one file."""
    shown = PROFILES[profile]
    sections = tuple(_section(content, shown, language) for language in languages)
    say = voice(languages[0])
    if "cv" in shown.chapters and (content.experience or content.education):
        sections = (*sections, *cv.build(content, language=languages[0]).sections)
    appended, pictures = _scans(content, shown)
    if pictures:
        sections = (*sections, _scan_section(pictures, content, languages[0]))
    return Document(
        title=say(N_("Portfolio of {name}")).format(name=content.person.name),
        language=languages[0],
        sections=sections,
        house=content.house,
        author=content.person.name,
        subject=say(shown.title),
        created=datetime(content.made_on.year, content.made_on.month, content.made_on.day),
        appended=appended,
    )


def _section(content: PortfolioContent, shown: Profile, language: str) -> Section:
    say = voice(language)
    made = (_CHAPTERS[name](content, shown, language) for name in shown.chapters if name in _CHAPTERS)
    chapters = [(title, shown_blocks) for title, blocks in made if (shown_blocks := _with_content(blocks))]
    body: list[Block] = [_cover(content, shown, language)]
    if len(chapters) > 4:
        body.extend([Heading(say(N_("Contents")), 1), Contents(tuple(say(title) for title, __ in chapters)), PageBreak()])
    for title, blocks in chapters:
        breaks = [block for block in blocks if isinstance(block, PageBreak)]
        body.extend([*breaks, Heading(say(title)), *(block for block in blocks if block not in breaks)])
    if not chapters:
        body.append(Paragraph(say(N_("Nothing has been filled in yet. Your coach can add your experience, education and languages."))))
    title = f"{say(N_('Portfolio'))} · {foreign(content.person.name, language)}"
    return Section(language, tuple(body), title, say(PAGE_OF))


def _with_content(blocks: list[Block]) -> list[Block]:
    """``blocks`` without lists of facts that nobody filled in; nothing at all when only headings are left."""
    kept = [block for block in blocks if not isinstance(block, Facts) or any(plain(value).strip() for __, value in block.rows)]
    return kept if any(not isinstance(block, Heading) for block in kept) else []


def _cover(content: PortfolioContent, shown: Profile, language: str) -> Cover:
    say = voice(language)
    made = say(N_("Made on {date}")).format(date=day(content.made_on, language))
    with_help = say(N_("With the help of {coach}")).format(coach=foreign(content.coach, language)) if content.coach else ""
    lines = [say(shown.title), " · ".join(part for part in (made, with_help, foreign(content.project, language)) if part)]
    name, own = content.person.name, content.person.own_name
    if own and script_of(language) != "Latn":
        name, own = own, name
    return Cover(say(N_("Portfolio")), name, own, tuple(lines), content.person.photo)


# -- chapters --------------------------------------------------------------------------------

Chapter = tuple[str, list[Block]]


def _person(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    rows = tuple((say(_FACTS[name]), _fact(content.person, name, language)) for name in shown.facts)
    return N_("Personal details"), [Facts(rows)]


def _fact(person: Person, name: str, language: str) -> str:
    value: Texts = getattr(person, name)
    if name == "birth_date":
        return day(str(value), language)
    if name in {"phone", "email"}:
        return ltr(str(value))
    return foreign(value, language)


def _qualities(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    blocks: list[Block] = []
    if said(content.profile_text, language):
        blocks.append(Paragraph(foreign(content.profile_text, language), "lead"))
    groups = (
        (N_("I see it myself and others see it too"), [quality for quality in content.qualities if quality.own and quality.others]),
        (N_("I see it myself"), [quality for quality in content.qualities if quality.own and not quality.others]),
        (N_("Others see it in me"), [quality for quality in content.qualities if quality.others and not quality.own]),
    )
    for title, found in groups:
        if found:
            blocks += [Heading(say(title), 3), Labels(tuple(said(quality.name, language) for quality in found))]
    return N_("Who am I"), blocks


def _experience(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    paid = [_job(job, language) for job in _latest_first(content.experience) if job.paid]
    unpaid: list[Block] = [_job(job, language) for job in _latest_first(content.experience) if not job.paid]
    if paid and unpaid:
        unpaid.insert(0, Heading(say(N_("Unpaid work")), 3))
    return N_("Experience"), [*paid, *unpaid]


def _latest_first(jobs: Sequence[Experience]) -> list[Experience]:
    return sorted(jobs, key=lambda job: (job.ongoing, job.end or job.start, job.start), reverse=True)


def _job(job: Experience, language: str) -> Entry:
    where = joined((foreign(job.employer, language), foreign(job.place, language)), language)
    tasks = tuple(foreign(task, language) for task in job.tasks)
    return Entry(period(job.start, job.end, language, ongoing=job.ongoing), foreign(job.function, language), where, details=tasks)


def _education(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    latest = sorted(content.education, key=lambda course: (course.end or course.start, course.start), reverse=True)
    return N_("Education and diplomas"), [_course(course, language) for course in latest]


def _course(course: Education, language: str) -> Entry:
    say = voice(language)
    where = joined((foreign(course.school, language), foreign(course.place, language)), language)
    details = [foreign(course.level, language), foreign(course.diploma, language)]
    if said(course.recognition, language):
        details.append(say(N_("Valuation in the Netherlands: {valuation}")).format(valuation=foreign(course.recognition, language)))
    when = period(course.start, course.end, language)
    return Entry(when, foreign(course.name, language), where, details=tuple(detail for detail in details if detail))


def _languages(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    known = [skill for skill in content.languages if skill.code.strip()]
    if not known:
        return N_("Languages"), []
    head = tuple(say(title) for title in (N_("Language"), N_("Listening"), N_("Speaking"), N_("Reading"), N_("Writing")))
    rows = tuple(_language_row(skill, language) for skill in known)
    note = say(N_("Levels of the European framework: A1 is the beginning, C2 is nearly like a mother tongue."))
    return N_("Languages"), [Table(head, rows, (2.4, 1, 1, 1, 1)), Paragraph(note, "small")]


def _language_row(skill: LanguageSkill, language: str) -> tuple[Text, ...]:
    say = voice(language)
    name = language_name(skill.code, language)
    if skill.mother:
        name = say(N_("{language} (mother tongue)")).format(language=name)
    elif said(skill.source, language):
        name = f"{name} ({foreign(skill.source, language)})"
    levels = (skill.listening, skill.speaking, skill.reading, skill.writing)
    return (name, *(level or "–" for level in levels))


def _possibilities(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    found = content.possibilities
    if found is None:
        return N_("Possibilities"), []
    blocks = [*_interests(found, language), *_talents(found, language), *_suggestions(found, language)]
    return N_("Possibilities"), blocks


def _interests(found: Possibilities, language: str) -> list[Block]:
    say = voice(language)
    if not found.scores:
        return []
    bars = tuple(_interest_bar(letter, found, language) for letter in _INTERESTS if letter in found.scores)
    scores = joined([f"{bar.label} {bar.shown}" for bar in bars], language)
    alt = say(N_("Bar chart of interests from 0 to 12: {scores}")).format(scores=scores)
    caption = say(N_("What I like to do, from 0 to 12. It shows a preference, it is not a test."))
    blocks: list[Block] = [Heading(say(N_("What do I want")), 3), Chart(bars, 12, alt, caption)]
    if said(found.remark, language):
        blocks.append(Paragraph(foreign(found.remark, language)))
    return blocks


def _interest_bar(letter: str, found: Possibilities, language: str) -> Bar:
    score = found.scores[letter]
    shown = voice(language)(N_("too few answers")) if score is None else f"{score:g}".replace(".", "," if language == "nl" else ".")
    return Bar(voice(language)(_INTERESTS[letter]), score, shown)


def _talents(found: Possibilities, language: str) -> list[Block]:
    groups = (
        (N_("I can do this and like to do it"), found.talents),
        (N_("I can do this as well"), found.reserve),
        (N_("This I would like to learn"), found.wishes),
    )
    blocks: list[Block] = []
    for title, names in groups:
        if names:
            blocks += [Heading(voice(language)(title), 3), List(tuple(foreign(name, language) for name in names))]
    return blocks


def _strengths(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    """What an employer sees of the talent scan: what somebody can do, not what is still to be learned."""
    names = content.possibilities.talents if content.possibilities else ()
    return N_("What can I do"), [List(tuple(foreign(name, language) for name in names))] if names else []


def _suggestions(found: Possibilities, language: str) -> list[Block]:
    say = voice(language)
    blocks: list[Block] = [Heading(say(N_("Occupations that may fit")), 3)] if found.suggestions else []
    for horizon, title in _HORIZONS.items():
        blocks += [_suggestion(item, say(title), language) for item in found.suggestions if item.horizon == horizon]
    return blocks


def _suggestion(item: Suggestion, horizon: str, language: str) -> Entry:
    say = voice(language)
    lines = (
        (N_("Fits with: {reasons}"), joined([foreign(reason, language) for reason in item.reasons], language)),
        (N_("Mind: {reasons}"), joined([foreign(caution, language) for caution in item.cautions], language)),
        (N_("Next step: {reasons}"), foreign(item.next_step, language)),
    )
    details = tuple(say(pattern).format(reasons=text) for pattern, text in lines if text)
    return Entry(horizon, foreign(item.occupation, language), details=details)


def _plan(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    plan = content.plan
    return (N_("Future plan"), plan_blocks(plan, language)) if plan else (N_("Future plan"), [])


def plan_blocks(plan: Plan, language: str) -> list[Block]:
    """The plan in short: the goal, the check, the steps."""
    say = voice(language)
    blocks: list[Block] = []
    if said(plan.own_words, language):
        blocks.append(Paragraph(foreign(plan.own_words, language), "quote"))
    goals = (
        (N_("Dream job"), plan.dream_job),
        (N_("Why"), plan.why),
        (N_("First job"), plan.first_job),
        (N_("How the first job helps"), plan.how_it_helps),
        (N_("Alternative"), plan.alternative),
        (N_("Education"), plan.education_goal),
        *((said(question, language), answer) for question, answer in plan.check),
        (N_("Can it be done?"), plan.outcome),
    )
    blocks.append(Facts(tuple((say(label), foreign(value, language)) for label, value in goals)))
    if plan.steps:
        blocks += [Heading(say(N_("Steps")), 3), Timeline(tuple(_plan_step(step, language) for step in plan.steps))]
    return blocks


def _plan_step(step: PlanStep, language: str) -> Step:
    say = voice(language)
    state, words = STATES[step.status]
    parts = (
        say(N_("Who: {who}")).format(who=foreign(step.owner, language)) if said(step.owner, language) else "",
        say(N_("Help: {help}")).format(help=foreign(step.help, language)) if said(step.help, language) else "",
        foreign(step.reason, language),
    )
    return Step(day(step.deadline, language), foreign(step.what, language), " · ".join(part for part in parts if part), state, say(words))


def _agreements(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    plan = content.plan
    if plan is None or not (plan.agreements or plan.reviews):
        return N_("Agreements"), []
    agreed = tuple((foreign(item.who, language), foreign(item.what, language)) for item in plan.agreements)
    blocks: list[Block] = [Facts(agreed)] if agreed else []
    reviews = tuple((day(on, language), foreign(what, language) or day(on, language)) for on, what in plan.reviews)
    if any(what for __, what in reviews):
        blocks += [Heading(say(N_("When we look at the plan again")), 3), Facts(reviews)]
    return N_("Agreements"), blocks


def _goals(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    steps = []
    for goal in sorted(content.learning_goals, key=lambda goal: goal.when):
        state, words = STATES[goal.status]
        steps.append(Step(day(goal.when, language), foreign(goal.name, language), foreign(goal.remark, language), state, say(words)))
    return N_("Learning goals and progress"), [Timeline(tuple(steps))] if steps else []


def _trainings(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    head = tuple(say(title) for title in (N_("Training or activity"), N_("Date"), N_("Provider"), N_("Hours")))
    rows = tuple(
        (foreign(item.name, language), day(item.on, language), foreign(item.provider, language), item.hours) for item in content.trainings
    )
    return N_("Trainings and activities"), [Table(head, rows, (3, 1.6, 2, 0.8), frozenset({3}))] if rows else []


def _certificates(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    say = voice(language)
    head = tuple(say(title) for title in (N_("Certificate"), N_("Date"), N_("Issued by"), N_("Valid until"), N_("Scan")))
    rows = tuple(
        (
            foreign(item.name, language),
            day(item.on, language),
            foreign(item.issuer, language),
            day(item.valid_until, language),
            say(N_("in the appendix")) if _is_pdf(item) or _is_picture(item) else "",
        )
        for item in content.certificates
    )
    return N_("Certificates"), [Table(head, rows, (2.6, 1.5, 1.7, 1.5, 1.3))] if rows else []


def _references(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    blocks: list[Block] = []
    for item in content.references:
        where = joined((foreign(item.role, language), foreign(item.organisation, language), ltr(item.contact)), language)
        blocks.append(Entry("", foreign(item.name, language), where, foreign(item.words, language)))
    return N_("What others say"), blocks


def _private(content: PortfolioContent, shown: Profile, language: str) -> Chapter:
    """Only in the participant's own copy."""
    say = voice(language)
    blocks: list[Block] = []
    for title, texts in ((N_("What makes it harder now"), content.obstacles), (N_("What I need at work"), content.needs)):
        if texts:
            blocks += [Heading(say(title), 3), List(tuple(foreign(text, language) for text in texts))]
    if blocks:
        only_here = N_("This page is only in your own copy. An employer or the municipality does not get it.")
        blocks = [PageBreak(), Note(say(only_here)), *blocks]
    return N_("For myself"), blocks


_CHAPTERS: Mapping[str, Callable[[PortfolioContent, Profile, str], Chapter]] = {
    "person": _person,
    "qualities": _qualities,
    "experience": _experience,
    "education": _education,
    "languages": _languages,
    "possibilities": _possibilities,
    "talents": _strengths,
    "plan": _plan,
    "agreements": _agreements,
    "goals": _goals,
    "trainings": _trainings,
    "certificates": _certificates,
    "references": _references,
    "private": _private,
}


# -- scans -----------------------------------------------------------------------------------


def _scans(content: PortfolioContent, shown: Profile) -> tuple[tuple[Attached, ...], list[Certificate]]:
    """PDFs to put behind the portfolio, and pictures to print in it; what a file is, is seen from its content.

    A file that is neither (a letter of a word processor) stays in the file of the participant.
    """
    if "certificates" not in shown.chapters:
        return (), []
    scans = [item for item in content.certificates if item.scan]
    name = {id(item): said(item.name, "nl") or item.file_name for item in scans}
    pdfs = tuple(Attached(name[id(item)], item.scan, "application/pdf") for item in scans if _is_pdf(item))
    return pdfs, [item for item in scans if not _is_pdf(item) and _is_picture(item)]


def _is_pdf(item: Certificate) -> bool:
    return b"%PDF-" in item.scan[:1024]


def _is_picture(item: Certificate) -> bool:
    """Also one that says so and is damaged: of that the worker has to hear."""
    if not item.scan:
        return False
    said_to_be = guess_type(item.file_name)[0] or "image/"
    return photos.is_picture(item.scan) or said_to_be.startswith(("image/", "application/pdf"))


def _scan_section(pictures: Sequence[Certificate], content: PortfolioContent, language: str) -> Section:
    say = voice(language)
    blocks: list[Block] = [Heading(say(N_("Scans of certificates")), 1)]
    for number, item in enumerate(pictures):
        name = said(item.name, language)
        alt = say(N_("Scan of the certificate {name}")).format(name=name)
        blocks += [*([PageBreak()] if number else []), Heading(name), Picture(item.scan, alt, place=item.file_name or name)]
    return Section(language, tuple(blocks), f"{say(N_('Portfolio'))} · {foreign(content.person.name, language)}", say(PAGE_OF))
