"""The corner that knows reportlab and pikepdf: a page model becomes the bytes of a PDF."""

from nbnb_desktop.documents.pdf.rendering import render

__all__ = ["render"]
