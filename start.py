#!/usr/bin/env python3
"""Set up and start nbnb_desktop, on a machine that may have nothing but Python.

    python3 start.py            set up and start the application
    python3 start.py test       set up and run every check
    python3 start.py bench      set up and run the benchmarks (--full: at full size)
    python3 start.py ARGUMENTS  any command of nbnb-desktop, such as: form check intake

Uses the standard library only. The virtual environment is made beside this file in ``.venv``; what
was set up is not done again until its inputs change.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SUPPORTED = ((3, 11), (3, 14))  # from, up to but not including

# What Qt needs of a bare Debian or Ubuntu: for windows without a screen, for PDF previews, for a real screen.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {"pdftotext": "poppler-utils"}
CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("rooms", ["-c", "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"]),
    ("tests", ["-m", "pytest"]),
)


def main(arguments: list[str]) -> int:
    job = arguments[0] if arguments else ""
    developing = job in {"test", "bench", "setup"}
    set_up(developing)
    if job == "setup":
        return 0
    if job == "test":
        return run_checks(arguments[1:])
    module = "bench" if job == "bench" else "nbnb_desktop"
    return hand_over(["-m", module, *(arguments[1:] if job == "bench" else arguments)])


def run_checks(only: list[str]) -> int:
    """Every check, also after one has failed; the names of the failed ones at the end."""
    chosen = [check for check in CHECKS if not only or check[0] in only]
    failed = []
    for name, command in chosen:
        print(f"== {name}", flush=True)
        if subprocess.run([PYTHON, *command], cwd=HERE, env=environment()).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


def hand_over(command: list[str]) -> int:
    """Become the application (on Windows: wait for it)."""
    if os.name == "nt":
        return subprocess.run([PYTHON, *command], env=environment()).returncode
    os.execve(PYTHON, [str(PYTHON), *command], environment())


def environment() -> dict[str, str]:
    """Let Python find the package here, wherever the person stands."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


# ------------------------------------------------------------------ setting up


def set_up(developing: bool) -> None:
    lock = HERE / ("requirements-dev.txt" if developing else "requirements.txt")
    wanted = fingerprint(lock)
    if PYTHON.is_file() and (_says(stamp_of(lock), wanted) or (not developing and _is_set_up_for_developing())):
        return
    if not SUPPORTED[0] <= sys.version_info[:2] < SUPPORTED[1]:
        stop(f"Python {platform.python_version()} does not fit.", "Install Python 3.11, 3.12 or 3.13 and start again with that.")
    install_libraries(developing)
    make_environment()
    say(f"Installing what {lock.name} names ...")
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", lock],
        "The Python packages could not be installed.", "Check the internet connection and start again; it is needed this once.")
    run([PYTHON, "-c", "from nbnb_desktop import i18n; i18n.compile_all()"], "The translations could not be prepared.", "Start again.")
    stamp_of(lock).write_text(wanted, encoding="ascii")


def fingerprint(lock: Path) -> str:
    """Changes when anything that the set-up reads has changed."""
    sha = hashlib.sha256(f"{sys.version}{platform.machine()}".encode())
    catalogues = sorted((HERE / "locales").glob("*/LC_MESSAGES/*.po"))
    for path in (Path(__file__), lock, *catalogues):
        sha.update(path.name.encode() + path.read_bytes())
    return sha.hexdigest()


def stamp_of(lock: Path) -> Path:
    return VENV / f".set-up-{lock.stem}"


def _is_set_up_for_developing() -> bool:
    """What the checks need includes what the application needs."""
    lock = HERE / "requirements-dev.txt"
    return _says(stamp_of(lock), fingerprint(lock))


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii") == wanted


def make_environment() -> None:
    if PYTHON.is_file() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    say("Making a virtual environment in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        apt_install([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
        run([sys.executable, "-m", "venv", VENV], "The virtual environment could not be made.", "Install Python's module venv.")


def install_libraries(developing: bool) -> None:
    """On Debian and Ubuntu: the system libraries that Qt needs and that are not there."""
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return
    missing = {package for library, package in LIBRARIES.items() if not _loads(library)}
    if developing:
        missing |= {package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)}
    if missing:
        apt_install(sorted(missing))


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "--quiet=2", *packages]
    by_hand = "Type this one command, then start again:\n    sudo " + " ".join(install)
    prefix = administrator()
    if prefix is None:
        stop("Some system libraries are missing.", by_hand)
    say("Installing system libraries: " + " ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "--quiet=2"], env=quiet)
    if subprocess.run([*prefix, *install], env=quiet, stdout=subprocess.DEVNULL).returncode:
        stop("The system libraries could not be installed.", by_hand)


def administrator() -> list[str] | None:
    """What to put before a command that needs the administrator; None where nobody may without a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    may = sudo and subprocess.run([sudo, "--non-interactive", "true"], capture_output=True).returncode == 0
    return [sudo] if sudo and may else None


def run(command: list[object], title: str, advice: str) -> None:
    if subprocess.run([str(part) for part in command], cwd=HERE, env=environment()).returncode:
        stop(title, advice)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(title: str, advice: str) -> NoReturn:
    say(f"{title} {advice}")
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
