"""What one does with a form itself: check it, walk through it, take it elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.errors import Fault, FormError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import library as shipped


def check(form: str) -> list[Fault]:
    """Each fault of a form, by name or path; an empty list when it is in order."""
    from nbnb_desktop.xforms import check as checks

    try:
        return checks.check(shipped.resolve(form), languages=_languages(form))
    except FormError as refusal:
        return list(refusal.faults) or [Fault("form", str(refusal))]


def walk(form: str, steps: Path, media: Path | None) -> dict[str, object]:
    """Do the steps (a JSON list) in a form; the answer has the shape of ODK oracles."""
    from nbnb_desktop.xforms import run

    try:
        listed = json.loads(steps.read_text(encoding="utf-8"))
    except (OSError, ValueError) as refusal:
        raise RecordError(_("The steps cannot be read."), _("The file must hold a JSON list of steps.")) from refusal
    return dict(run.run(_xml(form).decode(), listed, media))


def export(form: str, suffix: str) -> bytes:
    """A form as ``.xlsx`` (XLSForm) or ``.xml`` (XForm) with all its languages."""
    from nbnb_desktop.xforms import sources

    if suffix == ".xml":
        return _xml(form)
    if suffix != ".xlsx":
        raise RecordError(_("A form can be saved as .xlsx or .xml."), _("Choose a file name that ends so."))
    return sources.export_xlsx(shipped.resolve(form), languages=_languages(form))


def _xml(form: str) -> bytes:
    from nbnb_desktop.xforms import sources

    return sources.build(shipped.resolve(form), languages=_languages(form)).xml


def _languages(form: str) -> tuple[str, ...]:
    """Our own sources are built in all our languages; a foreign form speaks those that it has."""
    return tuple(i18n.LANGUAGES) if shipped.resolve(form).suffix == ".yaml" else ()
