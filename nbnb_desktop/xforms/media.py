"""The files that a form reads: external data, pictures, sounds. Read from a folder, a zip file or a mapping."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Media:
    """Files by their bare name; ``read`` gives None for a file that is not there."""

    reader: Callable[[str], bytes | None]

    def read(self, name: str) -> bytes | None:
        return self.reader(name)

    @classmethod
    def from_folder(cls, folder: Path) -> Media:
        """The files in ``folder``; a name that points outside it is not there."""
        base = folder.resolve()

        def read(name: str) -> bytes | None:
            path = (base / name).resolve()
            return path.read_bytes() if path.is_relative_to(base) and path.is_file() else None

        return cls(read)

    @classmethod
    def from_zip(cls, archive: Path) -> Media:
        """The files in a zip file, found by their bare name."""

        def read(name: str) -> bytes | None:
            with zipfile.ZipFile(archive) as packed:
                member = next((entry for entry in packed.namelist() if entry.rpartition("/")[2] == name), None)
                return packed.read(member) if member else None

        return cls(read)

    @classmethod
    def from_mapping(cls, files: Mapping[str, bytes]) -> Media:
        return cls(files.get)


NO_MEDIA = Media.from_mapping({})
