"""Every kind of document of an invented participant: what the golden pages and the contact sheet show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pypdfium2
from PIL.Image import Image

from nbnb_desktop.documents import certificate, cv, my_file, plan, portfolio, receipt, recovery
from nbnb_desktop.documents.pages import Document
from tests.documents.samples import content


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
        "my-file": my_file.build(my_file.FileContent(rima.person.name, rima.made_on, (file,), rima.person.own_name)),
    }


def pictures(pdf: bytes, dots_per_inch: int) -> Iterator[Image]:
    """The pages of a PDF as grey pictures."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for page in opened:
            yield page.render(scale=dots_per_inch / 72).to_pil().convert("L")
    finally:
        opened.close()
