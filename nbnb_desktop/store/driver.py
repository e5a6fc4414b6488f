"""SQLCipher as sqlite-utils' driver.

sqlite-utils takes ``pysqlite3`` when it finds one and else its own sqlite3, whose exceptions SQLCipher does not
raise; so SQLCipher is registered under that name before sqlite-utils is imported. Import both from here only.
"""

from __future__ import annotations

import sqlite3 as _stdlib
import sys

import sqlcipher3
from sqlcipher3 import dbapi2 as sqlcipher

if not hasattr(sqlcipher, "complete_statement"):  # sqlite-utils asks its driver for it; the answer needs no database
    sqlcipher.complete_statement = _stdlib.complete_statement
    sqlcipher3.complete_statement = _stdlib.complete_statement
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher

# sqlite-utils takes numpy and pandas where they happen to be installed, for column types that we do not use; they cost 50 ms.
_hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]  # None makes an import fail
try:
    import sqlite_utils
    from sqlite_utils.migrations import Migrations
finally:
    for _name in _hidden:
        del sys.modules[_name]

__all__ = ["Migrations", "sqlcipher", "sqlite_utils"]
