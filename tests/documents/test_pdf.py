"""The file: structure tree, metadata, fonts, outline, files of others."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Name, Pdf

from nbnb_desktop.documents import portfolio
from nbnb_desktop.documents.flow import Ink
from nbnb_desktop.documents.layout import lay_out
from nbnb_desktop.documents.pages import (
    Attached,
    Columns,
    Cover,
    Document,
    Entry,
    Facts,
    Heading,
    House,
    Labels,
    List,
    Paragraph,
    Picture,
    Section,
    Table,
)
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.documents.style import palette
from nbnb_desktop.errors import DocumentError
from tests.documents.reading import pdfium
from tests.documents.samples import content, picture

PARENTS = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "TOCI": {"TOC"}}
BLOCKS = (Heading("Kop", 1), Paragraph("Een zin."), Facts((("Naam", "Rima"),)))


def a_document(*blocks, **options) -> Document:
    return Document("Titel", "nl", (Section("nl", blocks or BLOCKS, "Titel"),), **options)


def opened(document: Document) -> Pdf:
    return Pdf.open(io.BytesIO(render(document)))


@pytest.fixture(scope="module")
def whole():
    with opened(portfolio.build(content("ar"), "full", ("nl", "ar"))) as pdf:
        yield pdf


def elements(node):
    for kid in node.K if isinstance(node.K, pikepdf.Array) else [node.K]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from elements(kid)


def test_the_file_has_title_language_structure_and_shows_its_title(whole):
    assert str(whole.docinfo["/Title"]).startswith("Portfolio")
    assert str(whole.Root.Lang) == "nl"
    assert whole.Root.MarkInfo.Marked
    assert whole.Root.ViewerPreferences.DisplayDocTitle


def test_every_element_stands_where_the_standard_allows_it(whole):
    wrong = [
        (str(element.S), str(element.P.S))
        for element in elements(whole.Root.StructTreeRoot)
        if str(element.S)[1:] in PARENTS and str(element.P.S)[1:] not in PARENTS[str(element.S)[1:]]
    ]
    assert wrong == []


def test_heading_levels_are_never_skipped(whole):
    levels = [int(str(element.S)[2:]) for element in elements(whole.Root.StructTreeRoot) if str(element.S)[1] == "H"]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_row_of_a_table_has_as_many_cells():
    with opened(a_document(Table(("A", "B"), (("1", ""), ("", "2"))))) as pdf:
        rows = [element for element in elements(pdf.Root.StructTreeRoot) if element.S == Name.TR]
        assert [len(row.K) for row in rows] == [2, 2, 2]


def test_figures_have_an_alternative_text(whole):
    figures = [element for element in elements(whole.Root.StructTreeRoot) if Name.Figure == element.S]
    assert figures
    assert all(str(figure.Alt) for figure in figures)


def test_the_arabic_part_says_that_it_is_arabic(whole):
    assert {"nl", "ar"} <= {str(element.Lang) for element in elements(whole.Root.StructTreeRoot) if "/Lang" in element}


def test_every_marked_piece_of_content_hangs_in_the_tree(whole):
    numbers = whole.Root.StructTreeRoot.ParentTree.Nums
    owned = {int(numbers[place]): len(numbers[place + 1]) for place in range(0, len(numbers), 2)}
    for page in whole.pages:
        marks = page.Contents.read_bytes().count(b"/MCID")
        assert owned[int(page.obj.StructParents)] == marks


def test_all_fonts_are_embedded_with_a_map_to_text(whole):
    fonts = [font for page in whole.pages for font in page.Resources.Font.values()]
    assert fonts
    assert all("/ToUnicode" in font and "/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_the_file_declares_pdf_a_and_brings_its_colours(whole):
    with whole.open_metadata(set_pikepdf_as_editor=False) as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "U")
    assert whole.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_pages_of_another_program_end_the_claim_of_pdf_a():
    foreign = Attached("Diploma", render(a_document()), "application/pdf")
    with opened(a_document(appended=(foreign,))) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        assert "pdfaid:part" not in meta


def test_qpdf_finds_no_fault(whole):
    assert whole.check_pdf_syntax() == []


def test_chapters_are_bookmarks(whole):
    with whole.open_outline() as outline:
        assert len(outline.root) >= 2
        assert any(entry.children for entry in outline.root)


def test_another_process_makes_the_same_bytes():
    document = "Document('T', 'nl', (Section('nl', (Paragraph('x é'),), 'T'),))"
    program = (
        "import hashlib; from nbnb_desktop.documents.pages import *; from nbnb_desktop.documents.pdf import render;"
        f"print(hashlib.sha256(render({document})).hexdigest())"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )
    assert first == second


def test_a_file_can_travel_inside():
    attached = Attached("cv.json", b"{}", "application/json", "JSON Resume")
    with opened(a_document(attached=(attached,), created=datetime(2026, 1, 1))) as pdf:
        assert pdf.attachments["cv.json"].get_file().read_bytes() == b"{}"
        assert pdf.Root.AF[0].AFRelationship == Name.Data


def test_a_locked_certificate_is_one_clear_sentence():
    stream = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user="y"))
    with pytest.raises(DocumentError, match="Diploma"):
        render(a_document(appended=(Attached("Diploma", stream.getvalue(), "application/pdf"),)))


def test_a_huge_photo_is_made_small():
    big = picture(6000, 4000)
    assert len(render(a_document(Picture(big, "Een foto")))) < 400_000


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_any_kind_are_printed(kind):
    assert len(render(a_document(Picture(picture(kind=kind), "Een foto")))) > 1000


def test_a_table_repeats_its_head_on_every_page():
    rows = tuple((f"rij {number}", str(number)) for number in range(90))
    text = pdfium(render(a_document(Table(("Kolomkop", "Aantal"), rows))))
    assert text.count("Kolomkop") == len(lay_out(a_document(Table(("Kolomkop", "Aantal"), rows))).sheets) > 1


def test_a_heading_is_never_the_last_thing_on_a_page():
    for lines in range(30, 48):
        blocks = [Paragraph("regel")] * lines
        laid = lay_out(a_document(*blocks, Heading("KOP"), Paragraph("tekst " * 200)))
        page = next(sheet for sheet in laid.sheets if any(text == "KOP" for __, text, ___ in sheet.bookmarks))
        top = next(y for __, text, y in page.bookmarks if text == "KOP")
        assert any(getattr(item, "line", None) and item.y > top + 30 and "tekst" in item.line.logical for item in page.items)


def test_nothing_is_set_outside_the_page():
    laid = lay_out(portfolio.build(content("ti"), "full", ("nl", "ti")))
    assert all(item.x >= 35 and item.x + item.width <= laid.size[0] - 35 for sheet in laid.sheets for item in sheet.items)


def test_an_accent_too_light_to_read_is_darkened():
    assert palette("ffee00").accent != "ffee00"
    assert palette("0f4c5c").accent == "0f4c5c"


def test_a_house_with_a_logo_prints_it():
    made = replace(content("ar"), house=House("Stichting Voorbeeld", "b03a2e", picture()))
    with opened(portfolio.build(made, "employer")) as pdf:
        assert any("/XObject" in page.Resources for page in pdf.pages)


def test_a_picture_that_claims_a_billion_pixels_is_refused_before_it_is_opened():
    header = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = header + zlib.crc32(header[12:]).to_bytes(4, "big") + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")
    with pytest.raises(DocumentError) as refused:
        render(a_document(Picture(bomb, "Een foto", place="foto.png")))
    assert "foto.png" in refused.value.title


@given(st.lists(st.text(max_size=40), min_size=6, max_size=6), st.sampled_from(["nl", "ar", "ti"]))
@settings(max_examples=40, deadline=None)
def test_whatever_somebody_types_becomes_a_document_or_one_clear_error(typed, language):
    one, two, three, four, five, six = typed
    blocks = (
        Cover(one, two, three),
        Heading(four),
        Facts(((five, six), (one, two))),
        Labels((one, six)),
        Entry(one, two, three, four, (five,)),
        Columns(("nl", language), (((Paragraph(two),), (Facts(((three, four),)),)),)),
    )
    try:
        outcome = render(Document(one, "nl", (Section(language, blocks, two),)))
    except DocumentError as refused:
        outcome = refused.advice.encode()
    assert outcome.startswith((b"%PDF-", b"Het staat in", b"It stands in"))


def page_of(words: str, blocks) -> int:
    return next(number for number, sheet in enumerate(lay_out(a_document(*blocks)).sheets) if words in " ".join(texts(sheet)))


def texts(sheet) -> list[str]:
    return [item.line.logical for item in sheet.items if isinstance(item, Ink)]


def test_no_thing_of_a_list_stands_alone_on_a_page():
    for lines in range(30, 48):
        blocks = (*[Paragraph("regel")] * lines, List(("EEN", "TWEE", "DRIE")))
        one, two, three = (page_of(words, blocks) for words in ("EEN", "TWEE", "DRIE"))
        assert one == two == three


def test_what_stands_side_by_side_in_two_languages_begins_at_one_height():
    long, short = "Een zin die in een halve bladzijde niet op een regel past, hoe je hem ook zet.", "Kort."
    cells = tuple((Facts((("Kop", text), ("TWEEDE", text))), Paragraph("DERDE")) for text in (long, short))
    sheet = lay_out(a_document(Columns(("nl", "en"), (cells,)))).sheets[0]
    for words in ("TWEEDE", "DERDE"):
        heights = {item.y for item in sheet.items if isinstance(item, Ink) and item.line.logical == words}
        assert len(heights) == 1


def test_a_page_that_is_its_own_title_has_no_running_head():
    laid = lay_out(a_document(Heading("Titel", 1), *[Paragraph("regel")] * 60))
    assert [texts(sheet).count("Titel") for sheet in laid.sheets] == [1, 1]


def test_the_contents_lead_to_their_chapters(whole):
    links = [(str(note.Contents), note.Dest[0]) for page in whole.pages for note in page.obj.get("/Annots", ())]
    pages = {page.obj.objgen: number for number, page in enumerate(whole.pages, 1)}
    assert len(links) > 10
    assert all(words.endswith(f" {pages[target.objgen]}") for words, target in links)
