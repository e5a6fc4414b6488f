"""The page model: what a document says, without where it stands on paper. Pure data.

A text is ``str`` or spans (text.py); it is already in the language of its section. Lengths are
points. How each block looks is in blocks.py, how pages are filled in layout.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nbnb_desktop.documents.style import MARGIN_COLUMN
from nbnb_desktop.documents.text import Text

A4 = (595.276, 841.89)


@dataclass(frozen=True, slots=True)
class House:
    """The house style of an organisation. ``accent`` is RRGGBB and is darkened until it can be read on white."""

    organisation: str = ""
    accent: str = "0f4c5c"
    logo: bytes = b""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a document or a language, 2 a chapter (and a bookmark), 3 a part of it."""

    text: Text
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``kind`` is a name in style.STYLES: body, lead, small, quote; title, in the colour of the house and from the edge of the page."""

    text: Text
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a person did: the period beside it, what, where, and details as a list."""

    when: str
    title: Text
    where: Text = ""
    text: Text = ""
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """``shares`` are the relative widths of the columns; ``numbers`` the columns that align at the end."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    shares: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``shown`` is the value as it is printed."""

    label: str
    value: float | None
    shown: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars from 0 to ``maximum``; the values are printed, so colour carries no meaning alone."""

    bars: tuple[Bar, ...]
    maximum: float
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A box of a chain: what it is, and a line under it; ``firm`` where something is registered, else it is only planned."""

    title: str
    text: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Chains:
    """Boxes with an arrow to the next, a chain per row, under a heading per column; ``around`` is what they all stand in.

    ``shares`` are the relative widths of the columns.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]
    alt: str
    around: str = ""
    shares: tuple[float, ...] = ()

    def places(self, width: float, between: float) -> list[tuple[float, float]]:
        """(left edge, width) of each column in a room of ``width`` with ``between`` from one to the next."""
        shares = self.shares or (1.0,) * len(self.heads)
        one = (width - between * (len(shares) - 1)) / sum(shares)
        return [(sum(shares[:number]) * one + number * between, share * one) for number, share in enumerate(shares)]


@dataclass(frozen=True, slots=True)
class Step:
    """A moment on a timeline; ``state`` is done, now, later or stopped and is printed as ``state_text``."""

    when: str
    title: Text
    text: Text = ""
    state: str = "later"
    state_text: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class List:
    """``marks``: "•" for bullets, "1" for numbers, "☐" for boxes to tick."""

    items: tuple[Text, ...]
    marks: str = "•"


@dataclass(frozen=True, slots=True)
class Labels:
    """Short words in frames beside each other: qualities, talents."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to see at once: a tinted box with a heavy edge. ``keep``: on the page of what comes next."""

    text: Text
    title: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of cells side by side, each column in its own language; the order of columns never turns around."""

    languages: tuple[str, ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    shares: tuple[float, ...] = ()
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: (role, name, picture of a signature given on screen or b"")."""

    fields: tuple[tuple[str, str, bytes], ...]
    date_label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo or a scan; ``alt`` says what is on it for who cannot see it. ``width`` 0: as wide as fits."""

    data: bytes
    alt: str
    width: float = 0.0
    caption: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be copied by hand: groups in large, widely set type."""

    groups: tuple[str, ...]
    per_line: int = 4


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code of ``content``; ``size`` in points."""

    content: str
    alt: str
    size: float = 90.0


@dataclass(frozen=True, slots=True)
class WriteLines:
    """Empty lines to write on."""

    count: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Boxes to tick, in one column or two; ``ticked`` are the indices of what was chosen."""

    items: tuple[Text, ...]
    ticked: frozenset[int] = frozenset()
    round: bool = False  # one answer only


@dataclass(frozen=True, slots=True)
class Comb:
    """Little boxes for digits in groups, each group with what it is for under it: day, month, year."""

    groups: tuple[tuple[int, str], ...]
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question on paper: its number beside it, how to answer under it; kept together where it fits."""

    number: str
    label: Text
    hint: Text = ""
    answer: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A title page: what it is, of whom, and the small print at the foot."""

    title: str
    name: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Mast:
    """The head of a short document: the house, what it is, and of whom, in large type.

    ``compact`` leaves out the house and is for a CV: the name, and a line under it.
    """

    title: str
    name: str
    subtitle: str = ""
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Chapters of the same section with their pages; each entry is the text of a heading."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    height: float = 15.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Heading | Paragraph | Facts | Entry | Table | Chart | Chains | Timeline | List | Labels | Note | Columns | Signature
    | Picture | Code | Matrix | WriteLines | Choices | Comb | Question | Cover | Mast | Contents | Gap | PageBreak
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks in one language; a section begins a new page. ``title`` stands at the head of its pages.

    ``page_of`` says which page it is; ``compact`` sets chapters closer, for what must stay on a page or two.
    ``code`` is printed on each page as a QR code, ``{page}`` filled in;
    ``margin`` is the width of the column for labels.
    """

    language: str
    blocks: tuple[Block, ...]
    title: str = ""
    page_of: str = "{page} / {pages}"
    running: bool = True
    compact: bool = False
    code: str = ""
    margin: float = MARGIN_COLUMN


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels inside the PDF or, when it is a scan, as pages behind it."""

    name: str
    data: bytes
    media_type: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that goes into one file. ``created`` is passed in, so that equal content gives equal bytes."""

    title: str
    language: str
    sections: tuple[Section, ...]
    house: House = field(default_factory=House)
    author: str = ""
    subject: str = ""
    created: datetime | None = None
    appended: tuple[Attached, ...] = ()
    attached: tuple[Attached, ...] = ()
    large_print: bool = False
