"""Photos, scans and recordings that belong to answers: kept encrypted, named by what is in them."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import Path

from nbnb_desktop.actions import prefill
from nbnb_desktop.actions.entry import Entry
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store.attachments import file_name

CERTIFICATE = "certificaat"
LARGEST = 20 * 1024 * 1024
"""Bytes; a larger file would make bundles that no stick or mail carries."""

_NAMES = re.compile(r">(?P<digest>[0-9a-f]{64})(?P<suffix>\.[a-z0-9]{1,8})?<")


def name_of(content: bytes, name: str) -> str:
    """What the answer to an upload question says about a file that was called ``name``."""
    return file_name(hashlib.sha256(content).hexdigest(), name)


def keep(workplace: Workplace, content: bytes, name: str) -> str:
    """Keep a file; returns the answer (``name_of``). Asked for before the draft that names it."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    with workplace.store.atomic():
        return file_name(workplace.store.attachments.put(content, media_type, name), name)


def begin_certificate(workplace: Workplace, participant: str, path: Path) -> str:
    """A certificate with its scan in it, from a file that was dropped; returns the submission to open and complete.

    Raises RecordError for a file that cannot be read, is empty, or is larger than ``LARGEST``.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as unreadable:
        raise RecordError(_("This file cannot be read. Choose another one."), path.name) from unreadable
    if not content:
        raise RecordError(_("This file cannot be taken in. Choose another one."), path.name)
    is_picture = (mimetypes.guess_type(path.name)[0] or "").startswith("image/")
    return prefill.start(workplace, CERTIFICATE, participant, {"scan" if is_picture else "scan_file": keep(workplace, content, path.name)})


def of_entry(workplace: Workplace, entry: Entry) -> dict[str, bytes]:
    """The files that the answers of an open form name, as far as they are on this laptop."""
    found: dict[str, bytes] = {}
    for match in _NAMES.finditer(entry.session.draft_xml()):
        kept = workplace.store.attachments.get(match["digest"])
        if kept is not None:
            found[match["digest"] + (match["suffix"] or "")] = kept.content
    return found
