"""Every kind of document of an invented participant: what the golden pages and the contact sheet show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL.Image import Image

from nbnb_desktop.actions import table_files
from nbnb_desktop.documents import certificate, cv, my_file, paper_form, plan, portfolio, receipt, recovery, second_entry
from nbnb_desktop.documents.pages import Document, House
from nbnb_desktop.reports import catalogue
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.xforms import sources
from nbnb_desktop.xforms.serialize import Record
from tests.documents.samples import content, picture


def documents() -> dict[str, Document]:
    """Name -> document, in Dutch and in the languages of the participants."""
    rima, yonas = content("ar"), content("ti")
    assert rima.plan is not None
    done = certificate.CertificateContent(
        rima.person.name, rima.project, "2026-01", "2026-11", rima.made_on, rima.person.own_name, rima.house, "120",
        tuple(goal.name for goal in rima.learning_goals), tuple(item.name for item in rima.trainings), "Anneke de Wit",
    )  # fmt: skip
    moment = datetime(2026, 11, 21, 14, 5)
    sent = receipt.ReceiptContent(True, "Laptop A", "Laptop B", moment, "a-0012.nbnb", "12", "ab12" * 16, (("Deelnemers", "12"),))
    file = my_file.FileForm("Intake", (("Plaats", "Utrecht"), ("Waarom doet u mee?", "أريد أن أعمل")), datetime(2026, 1, 2), "Anneke")
    return {
        "portfolio-nl-ar": portfolio.build(rima, "full", ("nl", "ar")),
        "portfolio-ti": portfolio.build(yonas, "municipality", ("ti",)),
        "portfolio-fa": portfolio.build(content("fa"), "employer", ("fa",)),
        "plan-nl-ar": plan.build(plan.PlanContent(rima.person.name, rima.plan, rima.made_on, rima.person.own_name), ("nl", "ar")),
        "plan-nl-ti": plan.build(plan.PlanContent(yonas.person.name, rima.plan, rima.made_on, yonas.person.own_name), ("nl", "ti")),
        "cv-experience": cv.build(rima),
        "cv-skills": cv.build(rima, "skills"),
        "certificate": certificate.build(done, ("nl", "ar")),
        "recovery": recovery.build("7KQ2-M4XP-9TRW-3HBN-CV6D-8JYF-2PLA-QS5E", "Stichting Voorbeeld", made_on=date(2026, 1, 1)),
        "receipt": receipt.build(sent),
        **{f"{name}-ar": paper for name, paper in papers("ar").items()},
        "logic": tables("CMO", "nl"),
        "table": tables("R2", "en"),
        "my-file": my_file.build(my_file.FileContent(rima.person.name, rima.made_on, (file,), rima.person.own_name)),
    }


def tables(name: str, language: str) -> Document:
    """A table of an invented register of one project, the intervention logic with its drawing."""
    people = [{"_participant": f"p{n}", "project": "KIM", "exit_code": f"{n % 9 + 1:02d}", "gender": str(n % 2 + 1)} for n in range(60)]
    instruments = [("GT", "GTz GTs", "1"), ("IB", "IBt", "1"), ("TL", "", "1"), ("WE", "", ""), ("MA", "", "1")]
    register = {
        "uitstroom": people,
        "project": [{"_submission": "s", "project": "KIM", "planned_n": 50, "tussendoelen": "TAA NET ZVT KNA SOL"}],
        "project/project_instrument": [
            {"_submission": "s", "instrument": one, "instrument_sub": kinds, "instrument_planned": "1", "instrument_delivered": done}
            for one, kinds, done in instruments
        ],
        "activiteit": [
            {"_participant": f"p{n}", "instrument": one, "attendance": "1", "date": "2026-03-02"}
            for n in range(45) for place, (one, __, done) in enumerate(instruments) if done and n % (place + 1) == 0
        ],
        "tussendoelen": [
            {"_participant": f"p{n}", "date": "2026-06-01", "source": "2", "status_TAA": "3", "status_NET": "2"} for n in range(20)
        ],
    }  # fmt: skip
    made = catalogue.make(name, Asked(register, language=language))
    return table_files.document(made, House("Stichting Voorbeeld (verzonnen)"), datetime(2026, 11, 21, 14, 5))


def papers(language: str) -> dict[str, Document]:
    """The papers to write on and to sign, in one language; the plan is signed on screen by the participant."""
    rima = content("ar")
    assert rima.plan is not None
    signed = plan.Signer("Participant", rima.person.name, picture(kind="PNG"))
    signers = (signed, plan.Signer("Coach", "Anneke de Wit"), plan.Signer(LONG_ROLE))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "proef.md"
        path.write_text(FORM, encoding="utf-8")
        form = sources.load(path)
    return {
        "plan": plan.build(plan.PlanContent(rima.person.name, rima.plan, rima.made_on, signers=signers), (language,)),
        "form": paper_form.build(form, language, case="2026-0012", name=rima.person.name),
        "filled": paper_form.build(form, language, answers=Record({"works": "yes", "where": "bakkerij", "since": "2026-03-01"})),
        "entries": second_entry.build(ENTRIES, language),
    }


LONG_ROLE = "Case manager of the municipality where the participant lives now"
ENTRIES = second_entry.Comparison(
    "Intake", "2026-0012", second_entry.Entry("Anneke", date(2026, 11, 2)), second_entry.Entry("Sanne", date(2026, 11, 3)),
    (("Waar woont u?", "Zeist", "Soest"), ("Welk werk? (2)", "kok", "")), date(2026, 11, 21),
)  # fmt: skip
FORM = """
| survey | type | name | label::Nederlands (nl) | label::العربية (ar) | relevant | appearance |
| | select_one yn | works | Werkt u? | هل تعمل؟ | | |
| | text | where | Waar? | أين؟ | ${works} = 'yes' | |
| | integer | hours | Hoeveel uur? | كم ساعة؟ | ${works} = 'yes' | |
| | select_multiple yn | both | Wat klopt? | ما الصحيح؟ | not(${works} = 'yes') or ${hours} > 10 | |
| | date | since | Sinds wanneer? | منذ متى؟ | string-length(${where}) > 3 | |
| choices | list_name | name | label::Nederlands (nl) | label::العربية (ar) | | |
| | yn | yes | Ja | نعم | | |
| | yn | no | Nee | لا | | |
| settings | form_id | form_title | version | default_language | | |
| | proef | Proef | 1 | Nederlands (nl) | | |
"""
"""A small form of an invented project."""


def pictures(pdf: bytes, dots_per_inch: int) -> Iterator[Image]:
    """The pages of a PDF as grey pictures."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for page in opened:
            yield page.render(scale=dots_per_inch / 72).to_pil().convert("L")
    finally:
        opened.close()
