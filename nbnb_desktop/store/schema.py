"""The tables, as small migrations in order; their names are the version of a store.

``revision`` and ``erasure`` are the truth; ``draft``, ``form``, ``attachment``, the exchange, accounts, settings and audit
are kept beside it. The projections (schema of projections.py) can be thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store.database import Database, refusals
from nbnb_desktop.store.driver import Migrations, sqlite_utils

migrations = Migrations("nbnb")


@migrations()
def create_revisions(db: Any) -> None:
    db.executescript("""
        create table revision (
            id text not null primary key, submission text not null, participant text not null,
            form_id text not null, form_version text not null, parents text not null,
            device text not null, number integer not null, stamp text not null,
            author text not null, language text not null, kind text not null,
            payload blob not null, digest text not null,
            unique (device, number));
        create index revision_submission on revision (submission);
        create index revision_participant on revision (participant);
        create table erasure (
            id text not null primary key, participant text not null,
            device text not null, number integer not null, stamp text not null, author text not null,
            submissions integer not null, revisions integer not null, attachments integer not null, digest text not null,
            unique (device, number));
        create index erasure_participant on erasure (participant);
    """)


@migrations()
def make_revisions_append_only(db: Any) -> None:
    """The one change allowed: an erased participant's revision becomes hollow, and stays where it was."""
    db.executescript("""
        create trigger revision_stays before delete on revision
            begin select raise(abort, 'revisions are only ever added'); end;
        create trigger revision_is_fixed before update on revision
            when not (new.kind = 'erased' and length(new.payload) = 0 and new.author = '' and new.language = ''
                and new.id = old.id and new.submission = old.submission and new.participant = old.participant
                and new.form_id = old.form_id and new.form_version = old.form_version and new.parents = old.parents
                and new.device = old.device and new.number = old.number and new.stamp = old.stamp
                and exists (select 1 from erasure where participant = old.participant))
            begin select raise(abort, 'revisions are only ever added'); end;
        create trigger erasure_stays before delete on erasure
            begin select raise(abort, 'erasures are only ever added'); end;
        create trigger erasure_is_fixed before update on erasure
            begin select raise(abort, 'erasures are only ever added'); end;
    """)


@migrations()
def create_what_is_kept_beside(db: Any) -> None:
    db.executescript("""
        create table setting (key text not null primary key, value text not null);
        create table account (name text not null primary key, role text not null, active integer not null, since text not null);
        create table draft (
            submission text not null primary key, participant text not null, form_id text not null, form_version text not null,
            parents text not null, language text not null, author text not null, xml text not null, place text not null,
            saved_at text not null);
        create index draft_participant on draft (participant);
        create table form (
            form_id text not null, version text not null, title text not null, xml blob not null, media text not null,
            arrived integer not null, primary key (form_id, version));
        create table form_used (form_id text not null, version text not null, primary key (form_id, version)) without rowid;
        create table attachment (
            digest text not null primary key, media_type text not null, name text not null, size integer not null, content blob not null);
        create table attachment_use (digest text not null, submission text not null, primary key (digest, submission)) without rowid;
        create index attachment_use_submission on attachment_use (submission);
        create table retention (participant text not null primary key, until text not null, reason text not null);
        create table audit (
            number integer primary key, at text not null, account text not null, event text not null,
            subject text not null, detail text not null);
        create index audit_subject on audit (subject);
        create table paired_device (
            id text not null primary key, name text not null, organisation text not null, card text not null,
            paired_at text not null, revoked_at text not null);
        create table bundle_made (number integer primary key, facts text not null);
        create table bundle_got (
            sender text not null, number integer not null, part integer not null, facts text not null, primary key (sender, number, part));
        create table receipt (device text not null primary key, number integer not null, facts text not null);
        create table attachment_piece (
            digest text not null, offset integer not null, media_type text not null, name text not null, length integer not null,
            content blob not null, primary key (digest, offset));
    """)


@migrations()
def create_projections(db: Any) -> None:
    db.executescript("""
        create table submission (
            id text not null primary key, participant text not null, form_id text not null, form_version text not null,
            title text not null, heads text not null, conflicts integer not null, created_at text not null,
            changed_at text not null, author text not null, language text not null, state text not null, xml blob);
        create index submission_participant on submission (participant);
        create index submission_form on submission (form_id);
        create table conflict (
            submission text not null, ref text not null, participant text not null, form_id text not null, base text,
            ours text, ours_revision text not null, theirs text, theirs_revision text not null,
            primary key (submission, ref)) without rowid;
        create table participant (
            number integer primary key, id text not null unique, submission text not null, given_name text not null,
            family_name text not null, own_name text not null, birth_date text not null, birth_precision text not null,
            gender text not null, languages text not null, project text not null, other text not null,
            created_at text not null, changed_at text not null, merged_into text not null, sort_key text not null);
        create index participant_changed on participant (merged_into, changed_at, id);
        create index participant_sorted on participant (merged_into, sort_key, id);
        create table participant_key (key text not null, number integer not null, primary key (key, number)) without rowid;
        create index participant_key_number on participant_key (number);
        create table form_table (name text not null primary key, form_id text not null, repeat text not null, unique (form_id, repeat));
        create virtual table participant_search using fts5 (names, tokenize = 'trigram remove_diacritics 1');
        insert into participant_search (participant_search, rank) values ('secure-delete', 1);
    """)


@migrations()
def create_runs(db: Any) -> None:
    """Which numbers are here, as runs: a million revisions are a handful of rows."""
    db.executescript("""
        create table run (device text not null, first integer not null, last integer not null, primary key (device, first)) without rowid;
        insert into run
            with place as (select device, number from revision union all select device, number from erasure)
            select device, min(number), max(number) from (
                select device, number, number - row_number() over (partition by device order by number) as island from place)
            group by device, island;
    """)


def migrate(database: Database, before: Callable[[], object] = lambda: None) -> None:
    """Bring the store up to this program's version; a newer one is refused and left untouched.

    ``before`` (a backup) is called first when there is something to do.
    """
    ours = {step.name for step in migrations.pending(cast("sqlite_utils.Database", _Nothing()))}
    with refusals():
        applied = {step.name for step in migrations.applied(database.tables)}
        if applied - ours:
            raise StoreError(
                _("These data come from a newer version of the program."), _("Install the newer version; nothing was changed.")
            )
        if applied != ours:
            before()
            migrations.apply(database.tables)


class _Nothing:
    """A database to which no migration was applied, so that all of ours are pending."""

    def __getitem__(self, name: str) -> _Nothing:
        return self

    def exists(self) -> bool:
        return False
