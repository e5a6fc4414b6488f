"""What one does with a form itself: check it, walk through it, take it elsewhere, take one in from elsewhere."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop import i18n
from nbnb_desktop.errors import Fault, FormError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import FormRecord
from nbnb_desktop.xforms import library as shipped

if TYPE_CHECKING:
    from nbnb_desktop.actions.workplace import Workplace
    from nbnb_desktop.xforms.media import Media
    from nbnb_desktop.xforms.sources import BuiltForm


def check(form: str, media: Path | None = None) -> list[Fault]:
    """Each fault of a form, by name or path; an empty list when it is in order."""
    from nbnb_desktop.xforms import check as checks

    try:
        return checks.check(shipped.resolve(form), languages=_languages(form), media=media)
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


def export_with_drawings(form: str) -> tuple[bytes, dict[str, str]]:
    """A form as ``.xlsx`` in which questions and answers have the drawings that they have here.

    Also the files that it names then, each with its drawing: ``{"kwaliteit-rustig.png": "kwaliteit/rustig"}``.
    """
    from nbnb_desktop.actions import pictograms
    from nbnb_desktop.xforms import sources

    path = shipped.resolve(form)
    drawn = pictograms.of_form(sources.workbook(path)) if path.suffix == ".yaml" else {}
    files = {where: f"{drawing.replace('/', '-')}.png" for where, drawing in drawn.items()}
    content = sources.export_xlsx(path, languages=_languages(form), pictures=files)
    return content, {files[where]: drawing for where, drawing in drawn.items()}


def _xml(form: str) -> bytes:
    from nbnb_desktop.xforms import sources

    return sources.build(shipped.resolve(form), languages=_languages(form)).xml


def _languages(form: str) -> tuple[str, ...]:
    """Our own sources are built in our languages; a foreign form speaks those that it has."""
    if form in shipped.names():
        return shipped.languages(form)
    return tuple(i18n.LANGUAGES) if shipped.resolve(form).suffix == ".yaml" else ()


# ------------------------------------------------------------------ forms from elsewhere


@dataclass(frozen=True, slots=True)
class TakenForm:
    """A form from elsewhere that is offered here."""

    form_id: str
    version: str
    title: str


def taken_in(workplace: Workplace) -> tuple[TakenForm, ...]:
    """The forms from elsewhere that are offered, in the order in which they came."""
    library = workplace.library
    return tuple(TakenForm(form_id, version, library.title(form_id)) for form_id, version in library.taken_in().items())


def take_in(workplace: Workplace, path: Path, media: Path | None = None) -> FormRecord:
    """Take a form of ODK or KoboToolbox (XLSForm or XForm) into use, with the files it reads.

    ``media`` is a folder or zip file; by default ``<name>-media`` or ``<name>-media.zip`` beside the form.
    A form without a version gets one from its content. Raises FormError with every fault; then nothing has changed,
    and the version that was in use before stays in use.
    """
    from nbnb_desktop.xforms import sources

    faults = [fault for fault in check(str(path), media) if fault.severity == "error"]
    if faults:
        raise FormError(_("The form has faults and was not taken into use."), faults, _("Have the form corrected by its maker."))
    built = sources.versioned(sources.build(path, media=media))
    if built.form_id in shipped.names():
        title = _("The program has a form “{name}” of its own.").format(name=built.form_id)
        raise FormError(title, (), _("Give the form another form_id."))
    files = _files_read(built)
    digests = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in files.items())
    record = FormRecord(built.form_id, built.version, built.title, built.xml, digests)
    _refuse_other_content(workplace, record)
    with workplace.store.atomic():
        for name, content in files.items():
            workplace.store.attachments.put(content, mimetypes.guess_type(name)[0] or "application/octet-stream", name)
        workplace.store.forms.put(record)
        workplace.library.use(record.form_id, record.version)
    return record


def put_away(workplace: Workplace, form_id: str) -> None:
    """Offer a form from elsewhere no more; what was filled in stays, and can be read and changed."""
    with workplace.store.atomic():
        workplace.library.put_away(form_id)


def _files_read(built: BuiltForm) -> dict[str, bytes]:
    """The files that the form names; a table is often named without its ending (``pulldata('towns', ...)``)."""
    media: Media = built.media
    named = (name for name in media.names() if Path(name).stem.encode() in built.xml)
    return {name: content for name in named if (content := media.read(name)) is not None}


def _refuse_other_content(workplace: Workplace, record: FormRecord) -> None:
    known = workplace.store.forms.get(record.form_id, record.version)
    if known is not None and (known.xml, dict(known.media)) != (record.xml, dict(record.media)):
        title = _("Version {version} of “{name}” is here already, with other content.").format(version=record.version, name=record.title)
        raise FormError(title, (), _("Give the changed form another version."))
