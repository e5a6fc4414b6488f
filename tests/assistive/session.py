"""A desktop session of its own for one test: a screen in memory, a bus, the program, and a screen reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
SCREEN = "1366x768x24"


def what_is_missing() -> str:
    """Why there can be no session here, or ""."""
    for program, package in {"Xvfb": "xvfb", "dbus-run-session": "dbus", SYSTEM_PYTHON: "python3"}.items():
        if shutil.which(program) is None:
            return f"{program} is not installed (on Debian: {package})"
    if not any(map(Path.is_file, map(Path, ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")))):
        return "there is no accessibility bus (on Debian: at-spi2-core)"
    bindings = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([SYSTEM_PYTHON, "-c", bindings], capture_output=True).returncode:
        return "Python has no bindings of AT-SPI (on Debian: python3-gi gir1.2-atspi-2.0)"
    return ""


class Ear:
    """What somebody does who hears the screen."""

    def __init__(self, reader: subprocess.Popen[str]) -> None:
        self._reader = reader

    def __call__(self, what: str, *told: str) -> list:
        """Ask the reader for one thing; raises AssertionError when it looked in vain."""
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps([what, *told]) + "\n")
        self._reader.stdin.flush()
        line = next((line for line in self._reader.stdout if line.startswith("{")), "")  # the bus tells of itself there too
        assert line, "the screen reader has gone"
        answer = json.loads(line)
        assert "missing" not in answer, f"{what} {told}: {answer['missing']}"
        return answer["ok"]


@contextmanager
def screen() -> Iterator[str]:
    """A real screen in memory; its name for DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def session(home: Path, *program: str) -> Iterator[Ear]:
    """Run ``program`` (this one, when none is named) in a session with ``home`` as the only place it knows."""
    with screen() as display:
        environment = {"HOME": str(home), "DISPLAY": display, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        command = ["dbus-run-session", "--", SYSTEM_PYTHON, str(HERE / "reader.py"), *(program or (sys.executable, "-m", "nbnb_desktop"))]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        reader = subprocess.Popen(command, env=environment, cwd=ROOT, text=True, encoding="utf-8", **pipes)
        try:
            yield Ear(reader)
        finally:
            assert reader.stdin is not None
            reader.stdin.close()
            reader.wait(20)
