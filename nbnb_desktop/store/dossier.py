"""All that is kept about one person, for their right of access (GDPR article 15)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from nbnb_desktop.records import OWN_FORMS, Revision
from nbnb_desktop.store.rows import stamp_time

if TYPE_CHECKING:
    from nbnb_desktop.store.store import Store


def everything_of(store: Store, participant: str) -> dict[str, object]:
    """Plain values for JSON: the person, every form with its history, drafts, attachments by name, retention, who looked when."""
    people = store.participants.together_with(participant)
    return {
        "participants": [asdict(person) for one in people if (person := store.participants.get(one))],
        "submissions": [_submission(store, row.id) for row in store.submissions.of(participant)],
        "program": [_of_program(revision) for one in people for revision in store.revisions.of_participant(one) if _is_ours(revision)],
        "drafts": [asdict(draft) for one in people for draft in store.drafts.of(one)],
        "retention": [asdict(kept) for one in people if (kept := store.retention.get(one))],
        "audit": [asdict(row) for one in people for row in store.audit.entries(one)],
    }


def _is_ours(revision: Revision) -> bool:
    return revision.form_id.startswith(OWN_FORMS) and bool(revision.payload)


def _of_program(revision: Revision) -> dict[str, object]:
    """What the program noted by itself: how a survey was filled in, who was said to be the same person."""
    return {"form_id": revision.form_id, "at": stamp_time(revision.stamp), "author": revision.author, "xml": revision.payload.decode()}


def _submission(store: Store, submission: str) -> dict[str, object]:
    row = store.submissions.get(submission)
    kept = [attachment for digest in store.attachments.of(submission) if (attachment := store.attachments.get(digest))]
    return {
        **(asdict(row) if row else {}),
        "xml": store.submissions.xml(submission).decode(),
        "conflicts": [asdict(conflict) for conflict in store.conflicts.of(submission)],
        "beside": store.settings.beside(submission),
        "attachments": [{"digest": one.digest, "name": one.name, "media_type": one.media_type, "bytes": len(one.content)} for one in kept],
        "history": [
            {
                "revision": revision.id, "at": stamp_time(revision.stamp), "author": revision.author, "device": revision.device,
                "language": revision.language, "kind": revision.kind, "xml": revision.payload.decode(),
            }
            for revision in store.revisions.of(submission)
        ],
    }  # fmt: skip
