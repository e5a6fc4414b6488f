"""The collaborators of every action, in one hand: what ``ui`` carries around without looking inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a window can stand before the database and the engine are loaded
    from nbnb_desktop.actions.library import Library
    from nbnb_desktop.store import Store
    from nbnb_desktop.xforms.provider import Provider


@dataclass(frozen=True, slots=True)
class Workplace:
    """An unlocked store, its forms, and who is working."""

    store: Store
    library: Library
    account: str

    def provider(self) -> Provider:
        """Clock, chance and names for one form session."""
        from nbnb_desktop.xforms.provider import SystemProvider

        return SystemProvider(device=self.store.device.id, user=self.account)


def workplace_of(store: Store, account: str) -> Workplace:
    """The workplace of ``account`` on an opened store."""
    from nbnb_desktop.actions.library import Library

    return Workplace(store, Library(store), account)
