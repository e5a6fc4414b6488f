"""The shipped forms (``forms/*.yaml``) and what the screens must know of each before it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import LANGUAGES, PARTICIPANT_LANGUAGES, SOURCE_LANGUAGE, _, form_texts
from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import notation
from nbnb_desktop.xforms.workbook import SUFFIXES, refused

ABOUT = ("participant", "employer", "programme")
AUDIENCES = ("worker", "participant")
_BODY = re.compile(r"^(survey|choices)\s*:", re.MULTILINE)
_RENAME = re.compile(r"([\w./-]+)=([\w./-]+)")
_NAME = re.compile(r"[A-Za-z_][\w-]*\Z")


@dataclass(frozen=True, slots=True)
class FormMeta:
    """The header ``nbnb:`` of a form. ``many``: whether one participant can have more than one submission."""

    form_id: str
    about: str = "participant"  # participant, employer, programme
    audience: str = "worker"  # worker, participant (who fills it in, in hand-over)
    stage: str = ""
    many: bool = True
    order: int = 1000
    title: str = ""  # Dutch
    renames: tuple[tuple[str, str], ...] = ()  # (path in older versions, path now), both below the root: ("/naam", "/wie/naam")

    def title_in(self, language: str) -> str:
        """The form's title in ``language``; the Dutch where nobody translated it."""
        if language == SOURCE_LANGUAGE:
            return self.title
        return form_texts(language)(self.title, f"{self.form_id}/title") or self.title


def names() -> tuple[str, ...]:
    """The names of the shipped forms, in alphabetical order."""
    return tuple(sorted(form.stem for form in data_folder("forms").glob("*.yaml")))


def languages(name: str) -> tuple[str, ...]:
    """The codes of the languages that the shipped form ``name`` speaks: more of them where participants fill it in."""
    return tuple(PARTICIPANT_LANGUAGES if meta(name).audience == "participant" else LANGUAGES)


def metas() -> tuple[FormMeta, ...]:
    """The headers of the shipped forms in the order in which they are offered."""
    return tuple(sorted((meta(name) for name in names()), key=lambda form: (form.order, form.form_id)))


def path(name: str) -> Path:
    """Where the shipped form ``name`` lies; raises FormError for an unknown one."""
    found = data_folder("forms") / f"{name}.yaml"
    if not _NAME.match(name) or not found.is_file():
        raise _unknown(name)
    return found


def resolve(form: str) -> Path:
    """A shipped form's name or the path of a form file -> its path; raises FormError for anything else."""
    given = Path(form)
    if given.suffix.lower() in SUFFIXES:
        if given.is_file():
            return given
        title = _("The form “{name}” cannot be opened.").format(name=form)
        raise FormError(title, (), _("Check that the file is there and that you may read it."))
    return path(form)


def meta(name: str) -> FormMeta:
    """The header of a shipped form; raises FormError for an unknown form or a header that says nothing known."""
    source = path(name)
    return _meta(source, source.stat().st_mtime_ns)


def _unknown(name: str) -> FormError:
    advice = _("Name a form file or one of: {names}.").format(names=", ".join(names()))
    return FormError(_("There is no form “{name}”.").format(name=name), (), advice)


@lru_cache(maxsize=256)
def _meta(source: Path, __: int) -> FormMeta:
    """Reads only what stands above the questions; the time of change keeps the cache honest."""
    text = notation.read_text(source)
    body = _BODY.search(text)
    document = notation.compose(text[: body.start()] if body else text)
    if not isinstance(document, notation.Mapped) or not isinstance(document.get("settings"), notation.Mapped):
        document = notation.compose(text)
    return _from_header(document, source.stem)


def _from_header(document: object, stem: str) -> FormMeta:
    header, settings = (document.get(key) if isinstance(document, notation.Mapped) else None for key in ("nbnb", "settings"))
    header = header if isinstance(header, notation.Mapped) else notation.Mapped(1)
    settings = settings if isinstance(settings, notation.Mapped) else notation.Mapped(1)
    faults = header_faults(header)
    if faults:
        raise refused(faults)
    form_id = str(settings.get("form_id", stem))
    title = str(settings.get("title", settings.get("form_title", form_id))).strip()
    return FormMeta(
        form_id,
        header.get("about", "participant"),
        header.get("audience", "worker"),
        header.get("stage", ""),
        header.get("many", "yes") == "yes",
        int(header.get("order", 1000)),
        title,
        renames(header.get("renames", "")),
    )


def renames(text: str) -> tuple[tuple[str, str], ...]:
    """``naam=wie/naam oud=nieuw`` as pairs of paths below the root: in older versions, and now."""
    return tuple((f"/{before}", f"/{now}") for before, now in _RENAME.findall(text))


def header_faults(header: notation.Mapped) -> list[Fault]:
    """What is wrong in ``nbnb:``."""
    allowed = {"about": ABOUT, "audience": AUDIENCES, "many": ("yes", "no")}
    faults = [
        Fault("header", _("{name} is one of: {values}.").format(name=key, values=", ".join(values)), "nbnb", header.lines[key], key)
        for key, values in allowed.items()
        if key in header and header[key] not in values
    ]
    if not str(header.get("order", "0")).isdecimal():
        faults.append(Fault("header", _("order is a whole number."), "nbnb", header.lines["order"], "order"))
    if _RENAME.sub("", header.get("renames", "")).strip():
        message = _("renames is written as old=new, with spaces between: name=person/given_name.")
        faults.append(Fault("header", message, "nbnb", header.lines["renames"], "renames"))
    return faults
