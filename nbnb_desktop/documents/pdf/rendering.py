"""render: a document laid out, drawn, and finished as a tagged, lasting PDF."""

from __future__ import annotations

import io

from nbnb_desktop.documents.layout import lay_out
from nbnb_desktop.documents.pages import Document
from nbnb_desktop.documents.pdf.drawing import BareCanvas, Drawing
from nbnb_desktop.documents.pdf.finishing import finish


def render(document: Document) -> bytes:
    """The PDF of ``document``; DocumentError when something in it cannot be printed."""
    laid = lay_out(document)
    stream = io.BytesIO()
    canvas = BareCanvas(stream, pagesize=laid.size, pageCompression=0, invariant=1, lang=document.language, pdfVersion=(1, 7))
    drawing = Drawing(canvas, laid.size[1])
    for sheet in laid.sheets:
        drawing.sheet(sheet)
    canvas._doc.fontMapping.clear()
    canvas.save()
    return finish(stream.getvalue(), document, laid.root, drawing.marks, drawing.spots)
