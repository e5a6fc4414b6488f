"""The curriculum vitae of one or two pages after Dutch conventions (content specification, section 6.2).

Latest first, months as ``mm-jjjj``, no photo, no birth date, no nationality, no address and no story
of asylum. ``experience`` puts work first, ``skills`` what somebody can do, for who has no paid work
to show yet. ``json_resume`` gives the same as data (JSON Resume 1.0 with ``x-nbnb`` beside it).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from nbnb_desktop.documents.bidi import ltr
from nbnb_desktop.documents.content import Education, Experience, LanguageSkill, PortfolioContent
from nbnb_desktop.documents.pages import Attached, Block, Document, Entry, Facts, Heading, Mast, Paragraph, Section
from nbnb_desktop.documents.wording import PAGE_OF, foreign, joined, language_name, said, voice
from nbnb_desktop.i18n import N_

DESIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "experience": ("profile", "work", "education", "courses", "skills", "languages", "unpaid", "interests", "references"),
    "skills": ("profile", "skills", "languages", "work", "unpaid", "education", "courses", "interests", "references"),
})  # fmt: skip
"""The order of the parts in each design."""
_DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")


def build(content: PortfolioContent, design: str = "experience", language: str = "nl") -> Document:
    """The CV in one language; parts without content are left out."""
    say = voice(language)
    person = content.person
    contact = (ltr(person.phone), ltr(person.email), foreign(person.place, language))
    body: list[Block] = [Mast("", person.name, "  ·  ".join(part for part in contact if part), compact=True)]
    for name in DESIGNS[design]:
        title, blocks = _PARTS[name](content, language)
        body += [Heading(say(title)), *blocks] if blocks else []
    title = say(N_("Curriculum vitae of {name}")).format(name=person.name)
    section = Section(language, tuple(body), title, say(PAGE_OF), compact=True)
    created = datetime(content.made_on.year, content.made_on.month, content.made_on.day)
    data = json.dumps(json_resume(content, language), ensure_ascii=False, indent=1).encode()
    inside = Attached("cv.json", data, "application/json", "JSON Resume 1.0.0")
    return Document(title, language, (section,), author=person.name, created=created, attached=(inside,))


def month(when: str) -> str:
    """ "2019-03" as "03-2019"; a year stays a year."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?", when)
    return when if match is None else f"{match[2]}-{match[1]}" if match[2] else match[1]


def span(start: str, end: str, ongoing: bool, language: str) -> str:
    """The period as it stands in a CV: "03-2019 – nu"."""
    last = voice(language)(N_("now")) if ongoing else ltr(month(end))
    return " – ".join(dict.fromkeys(part for part in (ltr(month(start)), last) if part))


Part = tuple[str, list[Block]]


def _profile(content: PortfolioContent, language: str) -> Part:
    text = foreign(content.profile_text, language)
    return N_("Profile"), [Paragraph(text)] if text else []


def _jobs(content: PortfolioContent, language: str, paid: bool) -> list[Block]:
    jobs = [job for job in content.experience if job.paid is paid]
    jobs.sort(key=lambda job: (job.ongoing, job.end or job.start, job.start), reverse=True)
    return [_job(job, language) for job in jobs]


def _job(job: Experience, language: str) -> Entry:
    where = joined((foreign(job.employer, language), foreign(job.place, language)), language)
    tasks = tuple(foreign(task, language) for task in job.tasks[:4])
    return Entry(span(job.start, job.end, job.ongoing, language), foreign(job.function, language), where, details=tasks)


def _work(content: PortfolioContent, language: str) -> Part:
    return N_("Work experience"), _jobs(content, language, True)


def _unpaid(content: PortfolioContent, language: str) -> Part:
    return N_("Volunteering and other experience"), _jobs(content, language, False)


def _education(content: PortfolioContent, language: str) -> Part:
    latest = sorted(content.education, key=lambda course: (course.end or course.start, course.start), reverse=True)
    return N_("Education"), [_course(course, language) for course in latest]


def _course(course: Education, language: str) -> Entry:
    name, equivalent = foreign(course.name, language), foreign(course.recognition, language)
    if equivalent:
        name = f"{name} – {equivalent}" if "(" in equivalent else f"{name} ({equivalent})"
    where = joined((foreign(course.school, language), foreign(course.place, language)), language)
    return Entry(span(course.start, course.end, False, language), name, where)


def _courses(content: PortfolioContent, language: str) -> Part:
    rows = [(item.on, foreign(item.name, language), item.issuer) for item in content.certificates]
    rows += [(item.on, foreign(item.name, language), item.provider) for item in content.trainings]
    rows.sort(reverse=True)
    facts = tuple((ltr(month(on)), joined((name, foreign(by, language)), language)) for on, name, by in rows)
    return N_("Courses and certificates"), [Facts(facts)] if facts else []


def _skills(content: PortfolioContent, language: str) -> Part:
    names = content.skills or (content.possibilities.talents if content.possibilities else ())
    text = joined([foreign(name, language) for name in names], language)
    blocks: list[Block] = [Paragraph(text)] if text else []
    licence = foreign(content.person.driving_licence, language)
    if licence:
        blocks.append(Facts(((voice(language)(N_("Driving licence")), licence),)))
    return N_("Skills"), blocks


def _languages(content: PortfolioContent, language: str) -> Part:
    rows = tuple((language_name(skill.code, language), _level(skill, language)) for skill in content.languages if skill.code.strip())
    return N_("Languages"), [Facts(rows)] if rows else []


def _level(skill: LanguageSkill, language: str) -> str:
    say = voice(language)
    if skill.mother:
        return say(N_("mother tongue"))
    named = (
        (N_("Listening"), skill.listening),
        (N_("Speaking"), skill.speaking),
        (N_("Reading"), skill.reading),
        (N_("Writing"), skill.writing),
    )
    levels = {level for __, level in named if level}
    if len(levels) == 1:
        return ltr(levels.pop())
    return joined([f"{say(name).lower()} {ltr(level)}" for name, level in named if level], language) or say(N_("not asked yet"))


def _interests(content: PortfolioContent, language: str) -> Part:
    text = joined([foreign(item, language) for item in content.interests], language)
    return N_("Interests"), [Paragraph(text)] if text else []


def _references(content: PortfolioContent, language: str) -> Part:
    on_request = voice(language)(N_("On request."))
    return N_("References"), [Paragraph(on_request)] if content.references else []


_PARTS: Mapping[str, Callable[[PortfolioContent, str], Part]] = {
    "profile": _profile,
    "work": _work,
    "unpaid": _unpaid,
    "education": _education,
    "courses": _courses,
    "skills": _skills,
    "languages": _languages,
    "interests": _interests,
    "references": _references,
}


# -- as data ---------------------------------------------------------------------------------


def json_resume(content: PortfolioContent, language: str = "nl") -> dict[str, Any]:
    """The CV as JSON Resume 1.0.0; what it has no word for stands under ``x-nbnb``."""
    person = content.person
    data: dict[str, Any] = _filled({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "summary": said(content.profile_text, language),
            "location": {"city": person.place},
        },
        "work": [_work_data(job, "name", language) for job in content.experience if job.paid],
        "volunteer": [_work_data(job, "organization", language) for job in content.experience if not job.paid],
        "education": [_course_data(course, language) for course in content.education],
        "certificates": [
            {"name": said(item.name, language), "date": _iso(item.on), "issuer": item.issuer} for item in content.certificates
        ],
        "skills": [{"name": said(name, language)} for name in content.skills],
        "languages": [
            {"language": language_name(skill.code, language), "fluency": _level(skill, language)} for skill in content.languages
        ],
        "interests": [{"name": said(name, language)} for name in content.interests],
        "meta": {"version": "v1.0.0", "lastModified": content.made_on.isoformat()},
        "x-nbnb": {
            "languages": [_levels_data(skill) for skill in content.languages],
            "recognition": _recognition(content.education, language),
        },
    })  # fmt: skip
    return data


def _iso(when: str) -> str:
    """A date as the schema knows it (year, month or day); "" for what is no date."""
    return when if _DATE.fullmatch(when) else ""


def _work_data(job: Experience, employer: str, language: str) -> dict[str, Any]:
    return {
        employer: job.employer,
        "position": said(job.function, language),
        "startDate": _iso(job.start),
        "endDate": "" if job.ongoing else _iso(job.end),
        "highlights": [said(task, language) for task in job.tasks],
    }


def _course_data(course: Education, language: str) -> dict[str, Any]:
    area = said(course.name, language)
    return {"institution": course.school, "area": area, "startDate": _iso(course.start), "endDate": _iso(course.end)}


def _levels_data(skill: LanguageSkill) -> dict[str, Any]:
    names = ("listening", "speaking", "reading", "writing")
    return {"code": skill.code, "mother_tongue": skill.mother, **{name: getattr(skill, name) for name in names}}


def _recognition(courses: Sequence[Education], language: str) -> list[dict[str, str]]:
    found = ((said(course.name, language), said(course.recognition, language)) for course in courses)
    return [{"area": area, "valuation": valuation} for area, valuation in found if valuation]


def _filled(value: Any) -> Any:
    """Without what is empty: an empty date or address is not valid in the schema."""
    if isinstance(value, dict):
        kept = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in ("", None, [], {})}
    if isinstance(value, list):
        return [part for part in map(_filled, value) if part not in ("", None, [], {})]
    return value
