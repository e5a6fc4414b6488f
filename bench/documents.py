"""The documents' figures: ``python bench/documents.py [--pages 40] [--portfolios 500] [--python PATH]``; prints a table in processor time.

A document of two pages in Dutch and Arabic side by side with WeasyPrint, fpdf2 and typst where they can be
imported by ``--python`` (another environment, so that the project's own stays small), each in one process after
one warm-up; then many portfolios in a row with the memory they take, and how time grows with pages. Everybody
sets the same text in the same fonts. Figures depend on the machine: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FONTS = ROOT / "resources" / "fonts"
ROUNDS = 15

DUTCH = (
    "Ik heb in Aleppo zes jaar als lasser gewerkt en daarna in Utrecht in een keuken. Ik werk nauwkeurig, kom op tijd en leer "
    "snel. Met een cursus veiligheid wil ik binnen een jaar weer als lasser aan de slag, en ondertussen verbeter ik mijn Nederlands."
)
ARABIC = (
    "عملت ست سنوات لحّامًا في حلب ثم في مطبخ في Utrecht. أعمل بدقة وأحضر في الموعد وأتعلم بسرعة. أريد خلال سنة واحدة أن أعود إلى مهنتي "
    "كلحّام بعد دورة السلامة VCA، وفي هذه الأثناء أحسّن لغتي الهولندية (مستوى B1)."
)
PARAGRAPHS = 13
_round = 0


def paragraphs(text: str) -> list[str]:
    """The text numbered anew each time, so that nobody sets from memory what was set before."""
    global _round
    _round += 1
    return [f"{_round}.{number} {text}" for number in range(PARAGRAPHS)]


def ours() -> bytes:
    from nbnb_desktop.documents.pages import Document, Heading, Paragraph, Section
    from nbnb_desktop.documents.pdf import render

    dutch = Section("nl", (Heading("Werkervaring", 1), *map(Paragraph, paragraphs(DUTCH))), "Proef")
    arabic = Section("ar", (Heading("الخبرة", 1), *map(Paragraph, paragraphs(ARABIC))), "Proef")
    return render(Document("Proef", "nl", (dutch, arabic)))


def weasyprint() -> bytes:
    import weasyprint as peer

    faces = "".join(
        f"@font-face{{font-family:N;src:url(file://{FONTS}/{name}.ttf);font-weight:{weight}}}"
        for name, weight in (("NotoSans-Regular", 400), ("NotoSans-Bold", 700))
    )
    faces += f"@font-face{{font-family:A;src:url(file://{FONTS}/NotoSansArabic-Regular.ttf)}}"
    style = f"<style>{faces}@page{{size:A4;margin:2.5cm}}body{{font:10pt/15pt N,A}}h1{{font-size:24pt}}div{{break-before:page}}</style>"
    dutch, arabic = ("".join(f"<p>{line}</p>" for line in paragraphs(text)) for text in (DUTCH, ARABIC))
    html = f"{style}<h1>Werkervaring</h1>{dutch}<div dir=rtl lang=ar><h1>الخبرة</h1>{arabic}</div>"
    return bytes(peer.HTML(string=html).write_pdf())


def fpdf2() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_font("N", fname=str(FONTS / "NotoSans-Regular.ttf"))
    pdf.add_font("A", fname=str(FONTS / "NotoSansArabic-Regular.ttf"))
    pdf.set_fallback_fonts(["N", "A"])
    pdf.set_text_shaping(True)
    for family, title, text in (("N", "Werkervaring", DUTCH), ("A", "الخبرة", ARABIC)):
        pdf.add_page()
        pdf.set_font(family, size=24)
        pdf.multi_cell(0, 12, title, align="R" if family == "A" else "L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font(family, size=10)
        for line in paragraphs(text):
            pdf.multi_cell(0, 5.3, line, align="R" if family == "A" else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def typst() -> bytes:
    import typst as peer

    head = '#set page(paper: "a4", margin: 2.5cm)\n#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 10pt)\n'
    dutch, arabic = ("\n\n".join(paragraphs(text)) for text in (DUTCH, ARABIC))
    source = f'{head}= Werkervaring\n\n{dutch}\n#pagebreak()\n#set text(dir: rtl, lang: "ar")\n= الخبرة\n\n{arabic}\n'
    return bytes(peer.compile(source.encode(), font_paths=[str(FONTS)]))


MAKERS: dict[str, Callable[[], bytes]] = {"ours": ours, "typst": typst, "weasyprint": weasyprint, "fpdf2": fpdf2}


def timed(name: str) -> dict[str, float]:
    """Seconds per document (median) after one warm-up, and its size."""
    made = MAKERS[name]()
    times = []
    for __ in range(ROUNDS):
        start = time.process_time()
        MAKERS[name]()
        times.append(time.process_time() - start)
    return {"seconds": median(times), "bytes": len(made)}


def peers(other: str) -> None:
    """Each maker in a process of its own; the peers in the environment of ``other``."""
    print(f"{'two pages, nl + ar':<22}{'ms':>8}{'ratio':>8}{'kB':>8}")
    base = 0.0
    for name in MAKERS:
        python = sys.executable if name == "ours" else other
        done = subprocess.run([python, __file__, "--one", name], capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:<22}   not installed")
            continue
        found = json.loads(done.stdout)
        base = base or found["seconds"]
        print(f"{name:<22}{found['seconds'] * 1000:>8.1f}{found['seconds'] / base:>8.2f}{found['bytes'] / 1000:>8.0f}")


def many(count: int) -> None:
    """Portfolios in a row: pages a second, and whether memory grows."""
    from nbnb_desktop.documents import portfolio
    from nbnb_desktop.documents.layout import lay_out
    from nbnb_desktop.documents.pdf import render

    content = a_portfolio()
    pages = len(lay_out(portfolio.build(content, "full", ("nl",))).sheets)
    marks: list[float] = []
    start = time.process_time()
    for number in range(count):
        render(portfolio.build(content, "full", ("nl",)))
        if number in (count // 10, count - 1):
            marks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    spent = time.process_time() - start
    print(f"\n{count} portfolios of {pages} pages: {count * pages / spent:.0f} pages a second")
    print(f"peak memory after a tenth of them {marks[0]:.0f} MB, at the end {marks[-1]:.0f} MB")


def a_portfolio():  # type: ignore[no-untyped-def]
    """Somebody invented, with enough experience for ten pages."""
    from nbnb_desktop.documents.portfolio import Experience, LearningGoal, Person, PortfolioContent, Training

    jobs = tuple(Experience(str(1980 + year), "", f"Functie {year}", "Bedrijf", "Plaats", (DUTCH, DUTCH)) for year in range(24))
    goals = tuple(LearningGoal(f"Leerdoel {number}", "2026-01", "done", DUTCH) for number in range(15))
    trainings = tuple(Training(f"Training {number}", "2026-01-02", "4", "Aanbieder") for number in range(40))
    return PortfolioContent(Person("Invented Person"), date(2026, 1, 1), experience=jobs, learning_goals=goals, trainings=trainings)


def growth(most: int) -> None:
    """Time a page with more and more pages in one document: linear when the last column stays level."""
    from nbnb_desktop.documents.layout import lay_out
    from nbnb_desktop.documents.pages import Document, Paragraph, Section
    from nbnb_desktop.documents.pdf import render

    print(f"\n{'pages':>6}{'ms':>9}{'ms a page':>11}")
    for factor in (1, 4, 16):
        texts = tuple(Paragraph(f"{number} {DUTCH}") for number in range(most * factor))
        document = Document("Proef", "nl", (Section("nl", texts, "Proef"),))
        start = time.process_time()
        render(document)
        spent = (time.process_time() - start) * 1000
        count = len(lay_out(document).sheets)
        print(f"{count:>6}{spent:>9.0f}{spent / count:>11.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--one", choices=MAKERS, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, default=40, help="paragraphs in the smallest document of the growth table")
    parser.add_argument("--portfolios", type=int, default=100)
    parser.add_argument("--python", default=sys.executable, help="a Python that has the peers installed")
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(timed(chosen.one)))
        return
    peers(chosen.python)
    many(chosen.portfolios)
    growth(chosen.pages)


if __name__ == "__main__":
    main()
