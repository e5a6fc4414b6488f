"""A PostgreSQL of one's own, for tests and measurements: without a password, on this machine only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and postgres lie."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    here = shutil.which("initdb")
    return found[-1] if found else Path(here).parent if here else None


def lacking() -> str:
    """Why there can be none here; "" when there can."""
    if programs() is None:
        return "PostgreSQL is not installed (Debian: postgresql)"
    if os.geteuid() == 0 and not any(one.pw_name == "postgres" for one in pwd.getpwall()):
        return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


@contextmanager
def running(*settings: str) -> Iterator[str]:
    """Its address, while it runs with these ``settings`` (name=value)."""
    place = programs()
    assert place is not None, lacking()
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="hub") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(program: str, *arguments: str) -> None:
            subprocess.run([place / program, "-D", folder / "data", *arguments], check=True, capture_output=True, user=user)

        run("initdb", "-U", "nbnb", "-A", "trust", "-E", "UTF8", "--locale=C")
        own = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *settings)
        run("pg_ctl", "-o", " ".join(f"-c {one}" for one in own), "-w", "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://nbnb@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
