"""Paragraphs in any script: from text to lines of placed glyphs. Pure; lengths in points.

The text is cut into runs of one direction (bidi.py), one face (fonts.py) and one span, each run is
shaped once, lines are filled greedily at the opportunities of breaks.py, and each line is put in
visual order. Every placed glyph keeps the characters that it stands for, so that what is copied
out of the document is the logical text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from nbnb_desktop.documents.bidi import INVISIBLE, JOINERS, OVERRIDES, levels, visual_order
from nbnb_desktop.documents.breaks import SPACES, Word, hyphenations, words
from nbnb_desktop.documents.fonts import BOLD, FAMILIES, ITALIC, REGULAR, Face, Glyph, face, family_of, shape
from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import LANGUAGES, _

HYPHEN = "\u00ad"
LRM, RLM = "\u200e", "\u200f"
SOFT_HYPHEN_WIDTH = 0.322


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with its own weight; ``colour`` is RRGGBB or "" for that of the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""


Text = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. ``align`` is start, end, centre or justify; start follows the direction."""

    size: float = 10.0
    leading: float = 15.0
    bold: bool = False
    italic: bool = False
    colour: str = "1f2933"
    align: str = "start"
    before: float = 0.0
    after: float = 0.0
    hyphenate: bool = True


class Placed(NamedTuple):
    """One glyph on a line: ``x`` from the line's left edge, ``rise`` above the baseline, in points.

    ``outline`` glyphs are drawn as a shape without text: readers take a letter above the baseline
    for the beginning of another line, so the text of a vowel sign is carried by a glyph without ink.
    """

    number: int
    text: str
    x: float
    rise: float
    advance: float
    at: int
    outline: bool = False


class Run(NamedTuple):
    """Glyphs of one face and colour, from left to right; ``size`` in points."""

    face: Face
    size: float
    colour: str
    glyphs: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to be drawn; ``width`` is that of its ink, ``logical`` its text in reading order."""

    runs: tuple[Run, ...]
    width: float
    logical: str


def is_rtl(language: str) -> bool:
    """Whether ``language`` is written from right to left."""
    known = LANGUAGES.get(language)
    return known.rtl if known else language.split("-")[0] in {"ps", "ckb", "ur", "he"}


def plain(text: Text) -> str:
    """The characters of ``text`` without its weights."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


class _Piece(NamedTuple):
    """A shaped run: characters ``start`` to ``end``, glyphs from left to right with clusters in the whole text."""

    start: int
    end: int
    level: int
    face: Face
    size: float
    colour: str
    glyphs: tuple[Glyph, ...]
    clusters: tuple[int, ...]  # in logical order, so that a line finds its glyphs by bisection

    def between(self, start: int, end: int) -> tuple[Glyph, ...]:
        """The glyphs for characters ``start`` to ``end``, from left to right."""
        first, last = bisect_left(self.clusters, start), bisect_left(self.clusters, end)
        count = len(self.glyphs)
        return self.glyphs[count - last : count - first] if self.level % 2 else self.glyphs[first:last]


class Typeset:
    """A text set in one style and language; ``place`` tells a person where in the document it stands."""

    def __init__(self, text: Text, style: Style, language: str, place: str = "", rtl: bool | None = None) -> None:
        self.style = style
        self.language = language
        self.rtl = is_rtl(language) if rtl is None else rtl
        self.place = place
        spans = (Span(text),) if isinstance(text, str) else text
        spans = tuple(Span(_clean(span.text), span.bold, span.italic, span.colour) for span in spans)
        self.text = "".join(span.text for span in spans)
        self._spans = [index for index, span in enumerate(spans) for __ in span.text]
        self._levels = levels(self.text, self.rtl)
        self._pieces = tuple(self._shaped(spans))
        self._starts = [piece.start for piece in self._pieces]
        self._sums = tuple(accumulate(self._advances(), initial=0.0))

    # -- shaping ---------------------------------------------------------------------------

    def _families(self) -> list[int]:
        """A family per character; spaces, digits and stops stay with their neighbours where those have them."""
        chosen: list[int | None] = []
        for index, char in enumerate(self.text):
            chosen.append(self._family(char, chosen[-1] if chosen else None, index))
        following = 0
        for index in range(len(chosen) - 1, -1, -1):
            family = chosen[index]
            following = following if family is None else family
            chosen[index] = following
        return [family or 0 for family in chosen]

    def _family(self, char: str, previous: int | None, index: int) -> int | None:
        category = unicodedata.category(char)
        if char in INVISIBLE or char in JOINERS or char == "\n":
            return previous
        if category[0] in "ZM" and previous is not None and FAMILIES[previous][REGULAR].covers(char):
            return previous
        found = family_of(char)
        if found is None:
            raise self._missing(char, index)
        if category[0] == "Z" and previous is None:
            return None
        return found

    def _missing(self, char: str, index: int) -> DocumentError:
        around = self.text[max(0, index - 20) : index + 20].replace("\n", " ").strip()
        title = _("The character “{character}” ({code}) cannot be printed: no font of the program has it.")
        advice = _("It stands in “{text}” ({place}). Change it there and print again.")
        return DocumentError(
            title.format(character=char, code=f"U+{ord(char):04X}"),
            advice.format(text=around, place=self.place or _("place unknown")),
        )

    def _shaped(self, spans: Sequence[Span]) -> Iterator[_Piece]:
        families = self._families()
        drawn = [index for index, char in enumerate(self.text) if char not in INVISIBLE and char not in "\n" + HYPHEN]
        start = 0
        while start < len(drawn):
            first = drawn[start]
            key = (self._levels[first], families[first], self._spans[first])
            end = start + 1
            while end < len(drawn) and (self._levels[drawn[end]], families[drawn[end]], self._spans[drawn[end]]) == key:
                end += 1
            yield self._piece(drawn[start:end], key[0], key[1], spans[key[2]])
            start = end

    def _piece(self, chars: list[int], level: int, family: int, span: Span) -> _Piece:
        bold, italic = self.style.bold or span.bold, self.style.italic or span.italic
        drawn_with = face(family, BOLD if bold else ITALIC if italic else REGULAR)
        text = "".join(self.text[index] for index in chars)
        glyphs = shape(text, drawn_with, bool(level % 2), self.language if drawn_with.script != "Latn" else "")
        moved = tuple(Glyph(number, chars[cluster], advance, dx, dy) for number, cluster, advance, dx, dy in glyphs)
        size = self.style.size * drawn_with.scale
        clusters = tuple(sorted(glyph.cluster for glyph in moved))
        return _Piece(chars[0], chars[-1] + 1, level, drawn_with, size, span.colour or self.style.colour, moved, clusters)

    def _advances(self) -> list[float]:
        result = [0.0] * len(self.text)
        for piece in self._pieces:
            for glyph in piece.glyphs:
                result[glyph.cluster] += glyph.advance * piece.size / 1000
        return result

    # -- lines -----------------------------------------------------------------------------

    def width(self, start: int = 0, end: int | None = None) -> float:
        """The width of some characters set on one line."""
        return self._sums[len(self.text) if end is None else end] - self._sums[start]

    def lines(self, width: float) -> tuple[Line, ...]:
        """The paragraph in lines of at most ``width``; a word without a break is cut rather than lost."""
        cuts = list(self._cuts(max(width, self.style.size * 2)))
        return tuple(
            self._line(start, ink, hyphen, width, last=index == len(cuts) - 1 or forced)
            for index, (start, ink, hyphen, forced) in enumerate(cuts)
        )

    def narrowest(self) -> float:
        """The width of the longest word: in a narrower column it would be cut."""
        return max((self.width(word.start, word.ink) for word in words(self.text)), default=0.0)

    def _cuts(self, width: float) -> Iterator[tuple[int, int, bool, bool]]:
        """(start, end of the ink, hyphen after it, forced) per line."""
        start = ink = 0
        pending = list(reversed(words(self.text)))
        while pending:
            word = pending.pop()
            if self.width(start, word.ink) <= width + 0.01:
                ink = word.ink
                if word.forced:
                    yield start, ink, False, True
                    start = ink = word.end
                continue
            divided = self._divided(word, start, width)
            if divided is not None:
                yield start, divided, True, False
                start = ink = divided
                pending.append(word._replace(start=divided))
            elif word.start > start:
                yield start, ink, False, False
                start = ink = word.start
                pending.append(word)
            else:
                fits = self._fitting(word, width)
                yield start, fits, False, False
                start = ink = fits
                pending.append(word._replace(start=fits))
        if start < len(self.text):
            yield start, ink, False, False

    def _divided(self, word: Word, start: int, width: float) -> int | None:
        """Where to divide a Dutch word that does not fit, if leaving it whole would leave a hole."""
        hole = width - self.width(start, word.start)
        tolerance = 0.06 if self.style.align == "justify" else 0.22
        if not (self.style.hyphenate and self.language == "nl") or (word.start > start and hole < tolerance * width):
            return None
        room = width - SOFT_HYPHEN_WIDTH * self.style.size
        places = (word.start + place for place in hyphenations(self.text[word.start : word.ink]))
        return next((place for place in places if self.width(start, place) <= room), None)

    def _fitting(self, word: Word, width: float) -> int:
        end = word.start + 1
        while end < word.ink and (self.width(word.start, end + 1) <= width or unicodedata.combining(self.text[end])):
            end += 1
        return end

    def _line(self, start: int, ink: int, hyphen: bool, width: float, *, last: bool) -> Line:
        nearby = self._pieces[max(0, bisect_right(self._starts, start) - 1) : bisect_left(self._starts, ink)]
        shown = [piece for piece in nearby if piece.end > start]
        stretch = self._stretch(start, ink, width, hyphen) if self.style.align == "justify" and not last else 0.0
        x = 0.0
        placed: list[tuple[_Piece, tuple[Placed, ...]]] = []
        for index in visual_order([piece.level for piece in shown]):
            piece = shown[index]
            glyphs, x = _placed(piece, self.text, max(start, piece.start), min(ink, piece.end), x, stretch)
            if glyphs:
                placed.append((piece, glyphs))
        runs = [Run(piece.face, piece.size, piece.colour, glyphs) for piece, glyphs in self._readable(placed)]
        if hyphen:
            x = self._add_hyphen(runs, x)
        return Line(tuple(runs), x, self.text[start:ink])

    def _readable(self, placed: Sequence[tuple[_Piece, tuple[Placed, ...]]]) -> Iterator[tuple[_Piece, tuple[Placed, ...]]]:
        """The pieces of a line, written so that two readers understand them; nothing moves on the paper.

        Pdfium turns the words of a line around when it finds as many right-to-left as left-to-right ones, and
        does not know that the words of a phrase belong together: so those of a phrase against that direction stand
        in the file in the order that comes out right. Poppler counts a space or bracket behind a phrase
        against the direction of its line as part of it: an unseen mark ends it.
        """
        against = [bool(piece.level % 2) != self.rtl for piece, __ in placed]
        if not any(against):
            yield from placed
            return
        kinds = [kind for __, glyphs in placed for kind, ___ in groupby(glyphs, key=_kind)]
        lefts, rights = kinds.count("left"), kinds.count("right")
        turned = self.rtl if lefts == rights == 0 else rights >= lefts
        for place, (piece, glyphs) in enumerate(placed):
            beside = place - 1 if self.rtl else place + 1
            ends = against[place] and not (0 <= beside < len(placed) and against[beside])
            mark = (RLM if self.rtl else LRM) if ends and piece.face.nothing else ""
            yield piece, _in_file_order(glyphs, bool(piece.level % 2) != turned, piece.face.nothing, mark)

    def _stretch(self, start: int, ink: int, width: float, hyphen: bool) -> float:
        """What each space gets more; nothing where it would tear a hole."""
        gaps = sum(char in SPACES for char in self.text[start:ink])
        room = width - self.width(start, ink) - (SOFT_HYPHEN_WIDTH * self.style.size if hyphen else 0.0)
        each = room / gaps if gaps else 0.0
        return each if 0 < each < self.style.size * 0.9 else 0.0

    def _add_hyphen(self, runs: list[Run], x: float) -> float:
        run = runs[-1]
        glyph = shape("-", run.face, False, "")[0]
        advance = glyph.advance * run.size / 1000
        runs[-1] = run._replace(glyphs=(*run.glyphs, Placed(glyph.number, HYPHEN, x, 0.0, advance, len(self.text))))
        return x + advance


@lru_cache(maxsize=512)
def composed(text: Text, style: Style, language: str, place: str = "") -> Typeset:
    """A text set before is not set again: a layout asks how wide it is, and then for its lines."""
    return Typeset(text, style, language, place)


def _clean(text: str) -> str:
    """Composed, without tabs, control characters and marks that would turn letters around; line ends as ``\\n``."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(char for char in text if char == "\n" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in OVERRIDES))


def _placed(piece: _Piece, text: str, start: int, end: int, x: float, stretch: float) -> tuple[tuple[Placed, ...], float]:
    """The glyphs of ``piece`` for characters ``start`` to ``end``, from ``x`` on, and where they end."""
    unit = piece.size / 1000
    shown = piece.between(start, end)
    if not shown:
        return (), x
    if not piece.level % 2 and len(shown) == len({glyph.cluster for glyph in shown}) == end - start:
        return _placed_plainly(shown, text, unit, x, stretch)
    stands_for = _stands_for(shown, text, end)
    placed: list[Placed] = []
    for glyph in shown:
        letters = stands_for.get(glyph.cluster, "")
        stands_for[glyph.cluster] = ""
        if piece.level % 2:
            # Readers turn a line around glyph by glyph: a ligature that held two letters would come out reversed.
            placed.extend(Placed(piece.face.nothing, letter, x, 0.0, 0.0, glyph.cluster) for letter in reversed(letters[1:]))
            letters = letters[:1]
        advance = glyph.advance * unit
        sign = piece.level % 2 and not glyph.advance and letters and unicodedata.category(letters) == "Mn"
        if sign:
            placed.append(Placed(piece.face.nothing, letters, x, 0.0, 0.0, glyph.cluster))
        if piece.level % 2 and _taken_for_number(text, glyph.cluster):
            placed.append(Placed(piece.face.nothing, RLM, x, 0.0, 0.0, glyph.cluster))
        shown_as = "" if sign else letters
        placed.append(Placed(glyph.number, shown_as, x + glyph.dx * unit, glyph.dy * unit, advance, glyph.cluster, bool(sign)))
        x += advance + (stretch if text[glyph.cluster] in SPACES else 0.0)
    return tuple(placed), x


def _placed_plainly(glyphs: Sequence[Glyph], text: str, unit: float, x: float, stretch: float) -> tuple[tuple[Placed, ...], float]:
    """One glyph for each character, from left to right: most of what is ever set."""
    placed: list[Placed] = []
    for number, cluster, wide, dx, dy in glyphs:
        char, advance = text[cluster], wide * unit
        placed.append(Placed(number, char, x + dx * unit, dy * unit, advance, cluster))
        x += advance + (stretch if char in SPACES else 0.0)
    return tuple(placed), x


def _in_file_order(glyphs: Sequence[Placed], turned: bool, nothing: int, mark: str) -> tuple[Placed, ...]:
    """The words of a piece from left to right or, ``turned``, from right to left, with ``mark`` at its far edge."""
    found = [list(group) for __, group in groupby(glyphs, key=_kind)]
    first, last = found[0][0], found[-1][-1]
    if mark == RLM:
        found[0].insert(0, Placed(nothing, RLM, first.x, 0.0, 0.0, first.at))
    elif mark:
        found[-1].append(Placed(nothing, LRM, last.x + last.advance, 0.0, 0.0, last.at))
    return tuple(glyph for word in (reversed(found) if turned else found) for glyph in word)


_RIGHT, _NUMBER = frozenset({"R", "AL", "NSM"}), frozenset({"EN", "AN", "ES", "CS", "ET"})


def _kind(glyph: Placed) -> str:
    """How pdfium sorts a character when it decides what belongs together."""
    found = unicodedata.bidirectional(glyph.text[:1]) if glyph.text else "R" if glyph.outline else "ON"
    return "left" if found == "L" else "right" if found in _RIGHT else "number" if found in _NUMBER else "neutral"


_NUMERIC, _STRONG = frozenset({"CS", "ES", "ET", "EN"}), frozenset({"R", "AL", "AN"})


def _taken_for_number(text: str, index: int) -> bool:
    """Poppler reads a comma or colon as the beginning of a number, and turns the space behind it with it."""
    following = unicodedata.bidirectional(text[index + 1]) if index + 1 < len(text) else "R"
    return unicodedata.bidirectional(text[index]) in _NUMERIC and following not in _STRONG | _NUMERIC


def _stands_for(glyphs: Sequence[Glyph], text: str, end: int) -> dict[int, str]:
    """Cluster -> the characters it stands for, without the marks that are never drawn."""
    clusters = sorted({glyph.cluster for glyph in glyphs})
    return {
        cluster: "".join(char for char in text[cluster:following] if char not in INVISIBLE and char not in "\n" + HYPHEN)
        for cluster, following in zip(clusters, [*clusters[1:], end], strict=True)
    }
