"""How the application speaks and looks on this laptop: language, reading direction, theme and text size.

These choices are known before a store is unlocked, so they lie in ``settings`` (QSettings: ``value``, ``setValue``);
nothing personal is among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from nbnb_desktop import i18n
from nbnb_desktop.ui import theme

SCHEMES = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 125, 150, 175, 200)

_qt_words = QTranslator()


@dataclass(frozen=True, slots=True)
class Look:
    """``text_size`` in percent; ``scheme`` one of SCHEMES."""

    language: str = i18n.SOURCE_LANGUAGE
    scheme: str = "system"
    text_size: int = 100


def kept_look(settings: Any) -> Look:
    """The look that was chosen on this laptop; what is not known any more falls back."""
    language, scheme = str(settings.value("language", "")), str(settings.value("theme", ""))
    try:
        size = int(settings.value("text_size", 100))
    except (TypeError, ValueError):
        size = 100
    return Look(
        language if language in i18n.LANGUAGES else i18n.SOURCE_LANGUAGE,
        scheme if scheme in SCHEMES else "system",
        size if size in TEXT_SIZES else 100,
    )


def keep_look(settings: Any, look: Look) -> None:
    settings.setValue("language", look.language)
    settings.setValue("theme", look.scheme)
    settings.setValue("text_size", look.text_size)


def dress(look: Look) -> None:
    """Speak and look so from now on; pages made before must be made anew."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    language = i18n.LANGUAGES[look.language]
    i18n.activate(look.language)
    QLocale.setDefault(QLocale(language.locale))
    application.removeTranslator(_qt_words)
    if _qt_words.load(f"qtbase_{look.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(_qt_words)
    direction = Qt.LayoutDirection.RightToLeft if language.rtl else Qt.LayoutDirection.LeftToRight
    if application.layoutDirection() != direction:
        application.setLayoutDirection(direction)
    wanted = theme.Theme(scheme_of(look.scheme), look.text_size / 100)
    theme.apply(wanted, application)


def scheme_of(chosen: str) -> str:
    """The scheme to use for what was chosen; "system" asks the desktop."""
    if chosen != "system":
        return chosen
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
