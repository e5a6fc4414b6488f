"""The application's icon for each system, drawn from ``resources/nbnb-desktop.svg``: ``python icons.py FOLDER``.

PNG in the sizes that Linux desktops ask for, .ico for Windows, .icns for macOS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "nbnb-desktop.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
LARGEST_ICO = 256


def draw(folder: Path) -> list[Path]:
    """Write every icon into ``folder``; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(DRAWING))
    made = [_png(drawing, folder / f"nbnb-desktop-{size}.png", size) for size in SIZES]
    pictures = [Image.open(path) for path in made]
    windows, mac = folder / "nbnb-desktop.ico", folder / "nbnb-desktop.icns"
    small = [one for one in pictures if one.width <= LARGEST_ICO]
    small[-1].save(windows, sizes=[one.size for one in small], append_images=small)
    pictures[-1].save(mac, append_images=pictures)
    return [*made, windows, mac]


def _png(drawing: QSvgRenderer, path: Path, size: int) -> Path:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    image.save(str(path))
    return path


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    print(len(draw(Path(sys.argv[1]))), "icons")
