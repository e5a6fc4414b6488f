"""The files that a form reads: external data, pictures, sounds. Read from a folder, a zip file or a mapping."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import limits


@dataclass(frozen=True, slots=True)
class Media:
    """Files by their bare name; ``read`` gives None for a file that is not there, ``names`` all that there are."""

    reader: Callable[[str], bytes | None]
    lister: Callable[[], tuple[str, ...]] = tuple

    def read(self, name: str) -> bytes | None:
        return self.reader(name)

    def names(self) -> tuple[str, ...]:
        return self.lister()

    def over(self, other: Media) -> Media:
        """These files, and those of ``other`` that are not among them."""

        def read(name: str) -> bytes | None:
            found = self.read(name)
            return other.read(name) if found is None else found

        return Media(read, lambda: tuple(dict.fromkeys((*self.names(), *other.names()))))

    @classmethod
    def at(cls, path: Path) -> Media:
        """The files in a folder or a zip file; none where ``path`` is neither."""
        return cls.from_folder(path) if path.is_dir() else cls.from_zip(path) if path.is_file() else NO_MEDIA

    @classmethod
    def from_folder(cls, folder: Path) -> Media:
        """The files in ``folder``; a name that points outside it is not there."""
        base = folder.resolve()

        def read(name: str) -> bytes | None:
            path = (base / name).resolve()
            if not path.is_relative_to(base) or not path.is_file():
                return None
            _bound(name, path.stat().st_size)
            return path.read_bytes()

        return cls(read, lambda: tuple(sorted(path.name for path in base.iterdir() if path.is_file())))

    @classmethod
    def from_zip(cls, archive: Path) -> Media:
        """The files in a zip file, found by their bare name; raises FormError for a file that is no zip."""
        try:
            with zipfile.ZipFile(archive) as packed:
                members = {entry.filename.rpartition("/")[2]: entry for entry in packed.infolist()[: limits.PARTS] if not entry.is_dir()}
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
            raise _damaged(archive.name) from None

        def read(name: str) -> bytes | None:
            if name not in members:
                return None
            _bound(name, members[name].file_size)
            try:
                with zipfile.ZipFile(archive) as packed:
                    return packed.read(members[name])
            except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, zlib.error):
                raise _damaged(archive.name) from None

        return cls(read, lambda: tuple(sorted(members)))

    @classmethod
    def from_mapping(cls, files: Mapping[str, bytes]) -> Media:
        return cls(files.get, lambda: tuple(files))


NO_MEDIA = Media.from_mapping({})


def _bound(name: str, size: int) -> None:
    if size > limits.MEDIA_BYTES:
        message = _("The file {name} is larger than {most} MB.").format(name=name, most=limits.MEDIA_BYTES // limits.MEBIBYTE)
        raise FormError(_("The files of the form cannot be read."), [Fault("too-large", message)])


def _damaged(name: str) -> FormError:
    return FormError(_("The files of the form cannot be read."), [Fault("zip", _("The file {name} is no zip file.").format(name=name))])
