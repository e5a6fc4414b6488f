"""Settings of this store: JSON values by name."""

from __future__ import annotations

import json
from typing import Any

from nbnb_desktop.store.database import Database


class Settings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        row = self._database.one("select value from setting where key = ?", (name,))
        return json.loads(row[0]) if row else default

    def beside(self, submission: str) -> dict[str, Any]:
        """What is kept beside one form, named ``<what>:<submission>``, by what it is."""
        rows = self._database.all("select key, value from setting where key like '%:' || ?", (submission,))
        return {str(key).partition(":")[0]: json.loads(value) for key, value in rows}

    def put(self, name: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with self._database.atomic():
            self._database.run("insert or replace into setting values (?, ?)", (name, text))

    def drop(self, name: str) -> None:
        with self._database.atomic():
            self._database.run("delete from setting where key = ?", (name,))
