"""The Markdown subset of ODK labels as what Qt can show: emphasis, headings, links as text, line breaks.

A label may also hold ``<span style="color:…">`` in XLSForms; colour is left out, since meaning never
goes by colour alone and the text must be readable in every scheme. Everything else is escaped.
"""

from __future__ import annotations

import html
import re

_SPAN = re.compile(r"</?(?:span|font)\b[^>]*>", re.IGNORECASE)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE), r"<b>\2</b>"),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), r"<u>\1</u> (\2)"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"), r"<b>\1</b>"),
    (re.compile(r"(?<![*\\])\*(?=\S)([^*\n]+?)(?<=\S)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<![\w\\])_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
)
_ESCAPED = re.compile(r"\\([*_#\[\]()\\])")


def as_html(text: str) -> str:
    """``text`` for a QLabel in rich text; nothing in it can be anything but text and emphasis."""
    marked = html.escape(_SPAN.sub("", text), quote=False)
    for pattern, replacement in _MARKS:
        marked = pattern.sub(replacement, marked)
    return _ESCAPED.sub(r"\1", marked).replace("\n", "<br>")


def as_plain(text: str) -> str:
    """``text`` without its marks, for names that are read aloud and for painted choices."""
    return html.unescape(re.sub(r"<br>", "\n", as_html(text)).replace("<b>", "").replace("</b>", "").replace("<i>", "")
                         .replace("</i>", "").replace("<u>", "").replace("</u>", ""))  # fmt: skip
