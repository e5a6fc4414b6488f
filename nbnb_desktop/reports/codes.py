"""Code lists as the tables use them: the codes in their order, their words in a language, their attributes.

They are the lists that the forms themselves take (forms/lists/*.yaml), so a table cannot know other codes than the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nbnb_desktop.i18n import SOURCE_LANGUAGE, form_texts
from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import notation

NOT_KNOWN = frozenset({"", "98", "99"})
"""No answer, would not say, unknown: a row of its own in every table (spec 1)."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list: ``entries`` maps each code to its attributes, label (Dutch) among them, in the order of the form."""

    name: str
    entries: Mapping[str, Mapping[str, str]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __contains__(self, code: str) -> bool:
        return code in self.entries

    def label(self, code: str, language: str) -> str:
        """A code in words; the Dutch where nobody translated it, the code itself where the list does not have it."""
        dutch = self.entries.get(code, {}).get("label", code)
        return dutch if language == SOURCE_LANGUAGE else form_texts(language)(dutch, "") or dutch

    def attribute(self, code: str, name: str) -> str:
        """What the list says beside the label; "" when nothing."""
        return self.entries.get(code, {}).get(name, "")


@lru_cache(maxsize=128)
def codes(name: str) -> CodeList:
    """A shipped code list."""
    document = notation.compose((data_folder("forms") / "lists" / f"{name}.yaml").read_text(encoding="utf-8"))
    return CodeList(name, {str(one["name"]): {key: str(value) for key, value in one.items()} for one in document["choices"]})
