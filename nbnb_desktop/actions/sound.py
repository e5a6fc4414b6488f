"""Recorded speech of the questions and answers: which texts have it in which language, added and taken away.

A recording belongs to words in a language and not to a place in a form: "I do not know" is read in once for all
forms, and where a wording changes its recording no longer applies by itself. Kept with the attachments (encrypted,
named by content), or shipped as ``resources/sound/<language>/<key>.<suffix>``; the laptop's own one goes first.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from nbnb_desktop.actions import speech, spoken
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms.definition import NO_ANSWER, WITH_CHOICES, Element, FormDefinition, Text, language_code

SUFFIXES = {".wav": "audio/wav", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
MOST_BYTES = 5 * 1024 * 1024
"""A question read slowly is far below this."""
LONGEST_LIST = 40
"""A list with more choices is searched by typing (countries, languages) and not read aloud."""

_MARKS = re.compile(r"<[^<>]*>|[*_#\\]")


@dataclass(frozen=True, slots=True)
class Recording:
    """What can be played. ``by`` is who read it in, "" for a shipped one; ``computer`` is a computer's voice."""

    content: bytes
    media_type: str
    by: str = ""
    computer: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the texts of a form have a recording in a language."""

    recorded: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when nothing is missing."""
        return 100 * self.recorded // self.total if self.total else 0


def said(*texts: str) -> str:
    """The words to be read aloud: without marks and line breaks; a question and its hint are one text."""
    return " ".join(" ".join(_MARKS.sub(" ", text).split()) for text in texts if text.strip())


def key_of(language: str, words: str) -> str:
    """The name of a recording: 32 hexadecimal digits made of the language and ``said(words)``."""
    return hashlib.sha256(f"{language}\n{said(words)}".encode()).hexdigest()[:32]


def texts(definition: FormDefinition, language: str) -> tuple[str, ...]:
    """What a participant would hear of a form, each text once: questions and answers in order, then what is said
    when an answer does not fit; () where the form has no such language.

    A text with a changing part (a name, a number) cannot be read in before and is left out.
    """
    name = next((each for each in definition.languages if language_code(each) == language), None)
    if name is None:
        return ()
    asked = [*_asked(definition.root)]
    found = (words for say in (_of, _refusals) for element in asked for words in say(definition, element, name))
    return tuple(dict.fromkeys(words for words in found if words))


def wanted(workplace: Workplace, form_id: str, language: str) -> tuple[str, ...]:
    """``texts`` of a form, or the sentences of the hand-over itself."""
    if form_id == spoken.HAND_OVER:
        return tuple(dict.fromkeys(map(said, spoken.sentences(language))))
    return texts(workplace.library.definition(form_id), language)


def known(workplace: Workplace) -> frozenset[str]:
    """The keys of all recordings in all languages, this laptop's own and the shipped ones."""
    mine = {key for language in _own_languages(workplace) for key in own(workplace, language)}
    return frozenset(mine | {path.stem for path in data_folder("resources").glob("sound/*/*") if path.suffix in SUFFIXES})


def coverage(workplace: Workplace, form_id: str, language: str) -> Coverage:
    """How far a form has been read in."""
    whole = wanted(workplace, form_id, language)
    return Coverage(len(whole) - len(_missing(whole, language, known(workplace))), len(whole))


def missing(workplace: Workplace, form_id: str, language: str) -> tuple[str, ...]:
    """The texts of a form that nobody has read in yet, in order."""
    return _missing(wanted(workplace, form_id, language), language, known(workplace))


def add(workplace: Workplace, language: str, words: str, content: bytes, name: str = "speech.wav") -> None:
    """Keep a recording of ``words``; an older one is replaced. Raises RecordError for what is no sound."""
    keep(workplace, language, key_of(language, words), content, name, workplace.account)


def keep(workplace: Workplace, language: str, key: str, content: bytes, name: str, by: str) -> None:
    """``add`` for a key that was worked out elsewhere."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES or not content:
        raise RecordError(_("This is no recording."), _("Choose a sound: {kinds}.").format(kinds=", ".join(sorted(SUFFIXES))))
    if len(content) > MOST_BYTES:
        raise RecordError(_("This recording is too long."), _("Read one question in at a time."))
    with workplace.store.atomic():
        digest = workplace.store.attachments.put(content, SUFFIXES[suffix], f"speech{suffix}")
        kept = {**own(workplace, language), key: {"digest": digest, "by": by}}
        workplace.store.settings.put(f"sound:{language}", kept)
        workplace.store.settings.put("sound_languages", sorted({*_own_languages(workplace), language}))


def remove(workplace: Workplace, language: str, words: str) -> bool:
    """Take this laptop's own recording away; whether there was one."""
    mine = own(workplace, language)
    gone = mine.pop(key_of(language, words), None)
    if gone is not None:
        with workplace.store.atomic():
            workplace.store.settings.put(f"sound:{language}", mine)
            if all(gone["digest"] != other["digest"] for other in mine.values()):
                workplace.store.attachments.sweep((gone["digest"],))
    return gone is not None


def find(workplace: Workplace, language: str, words: str) -> Recording | None:
    """The recording of ``words``; where there is none the computer's voice, if this laptop uses it; else None."""
    key = key_of(language, words)
    mine = own(workplace, language).get(key)
    kept = workplace.store.attachments.get(mine["digest"]) if mine else None
    if mine and kept is not None:
        return Recording(kept.content, kept.media_type, mine["by"])
    shipped = _shipped(language, key)
    if shipped is not None:
        media_type = SUFFIXES.get(shipped.suffix) or mimetypes.guess_type(shipped.name)[0] or ""
        return Recording(shipped.read_bytes(), media_type)
    if language in computer_languages(workplace):
        return Recording(speech.speak(language, said(words)), "audio/wav", computer=True)
    return None


def computer_languages(workplace: Workplace) -> frozenset[str]:
    """The languages in which this laptop lets the computer speak: none, unless somebody chose it and the voice is there."""
    return speech.languages() if workplace.store.settings.get("computer_voice", False) else frozenset()


def use_computer_voice(workplace: Workplace, use: bool) -> None:
    """Whether the computer speaks where nobody has read in; off by itself."""
    with workplace.store.atomic():
        workplace.store.settings.put("computer_voice", use)


def _missing(whole: tuple[str, ...], language: str, there: frozenset[str]) -> tuple[str, ...]:
    return tuple(words for words in whole if key_of(language, words) not in there)


def own(workplace: Workplace, language: str) -> dict[str, dict[str, str]]:
    """This laptop's recordings in a language: key -> ``digest`` of the attachment and ``by`` whom."""
    return dict(workplace.store.settings.get(f"sound:{language}", {}))


def _own_languages(workplace: Workplace) -> tuple[str, ...]:
    return tuple(workplace.store.settings.get("sound_languages", []))


def _shipped(language: str, key: str) -> Path | None:
    paths = (data_folder("resources") / "sound" / language).glob(f"{key}.*") if re.fullmatch(r"[\w-]+", language) else ()
    return next((path for path in sorted(paths) if path.suffix in SUFFIXES), None)


def _asked(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.kind not in NO_ANSWER or child.kind == "note":
            yield child
        else:
            yield from _asked(child)


def _of(definition: FormDefinition, element: Element, language: str) -> Iterator[str]:
    """A question with its hint, then its choices."""
    label, hint = (_words(definition, text, language) for text in (element.label, element.hint))
    if label is not None and hint is not None:
        yield said(label, hint)
    choices = definition.choices(element.ref) if element.kind in WITH_CHOICES else ()
    if len(choices) <= LONGEST_LIST:
        yield from (said(definition.choice_label(element.ref, value, language)) for value, __ in choices)


def _refusals(definition: FormDefinition, element: Element, language: str) -> Iterator[str]:
    """What is said when an answer is missing or not possible."""
    for text in (element.required_message, element.constraint_message):
        yield said(_words(definition, text, language) or "")


def _words(definition: FormDefinition, text: Text, language: str) -> str | None:
    """A text in a language; None where a part of it changes."""
    if text.expression is not None and not text.itext:
        return None
    parts = definition.parts(text.itext, language) if text.itext else text.parts
    whole = [part for part in parts if isinstance(part, str)]
    return "".join(whole) if len(whole) == len(parts) else None
