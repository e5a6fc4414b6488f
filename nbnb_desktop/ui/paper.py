"""PDF bytes on paper, through Qt's print dialog: nothing touches the disk; and the folder where a person saved them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from nbnb_desktop.i18n import _

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def print_pdf(pdf: bytes, parent: QWidget) -> str:
    """Let the person choose a printer and print; returns a sentence about what happened, "" when they went back."""
    if not QPrinterInfo.availablePrinterNames():
        return _("There is no printer on this laptop. Save the PDF and print it elsewhere.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return ""
    paint(pdf, printer)
    return _("It has been sent to the printer.")


def open_folder(folder: Path) -> str:
    """Show ``folder`` in the file manager of the system; returns a sentence when there is none, else ""."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return ""
    return _("The folder cannot be opened from here: {folder}").format(folder=folder)


def paint(pdf: bytes, printer: QPrinter) -> int:
    """Paint each page as a picture on the printer's sheets; returns how many pages."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter(printer)
    sheet = QRectF(painter.viewport())
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        points = document.pagePointSize(page)
        dots = QSize(round(points.width() / POINTS_PER_INCH * DOTS_PER_INCH), round(points.height() / POINTS_PER_INCH * DOTS_PER_INCH))
        fitted = points.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(sheet.topLeft(), fitted), document.render(page, dots))
    painter.end()
    count = document.pageCount()
    document.close()
    return count
