"""Build the application for people without Python, as one folder: ``python3 resources/packaging/build.py``.

Runs on the system that it builds for (Linux, Windows, macOS), with Python 3.11 to 3.13 and, the first time, the internet. It makes an
environment of its own with what ``requirements-package.txt`` names, draws the icons, builds, plays the whole main job with what was
built, and packs it: ``dist/nbnb-desktop`` (macOS: ``dist/NBNB.app``) and an archive of it beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD, DIST = ROOT / "build", ROOT / "dist"
LOCK = ROOT / "requirements-package.txt"
PYTHON_ITSELF = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
OF_DEBIAN = {"libpulse.so.0": "libpulse0", f"{PYTHON_ITSELF}.so.1.0": PYTHON_ITSELF}
"""What else is bundled, as ``start.LIBRARIES``: sound, and Python where it is a library of its own."""
MENU = ("nbnb-desktop.desktop", "add-to-menu.sh")


def main() -> int:
    program = build(environment(), DIST)
    with tempfile.TemporaryDirectory(prefix="nbnb-home-") as home:
        try_out(program, Path(home))
    print(f"{program} works; {size_of(whole(program)) / 1e6:.0f} MB, packed: {pack(program)}")
    return 0


def environment() -> Path:
    """The Python of an environment that holds exactly what the lock names, so that nothing else comes along."""
    sys.path.insert(0, str(ROOT))
    import start

    start.VENV = BUILD / "venv"
    start.PYTHON = start.VENV / start.PYTHON.relative_to(ROOT / ".venv")
    start.LIBRARIES = {**start.LIBRARIES, **OF_DEBIAN}
    start.TEST_PROGRAMS = {"objdump": "binutils"}
    start.install_libraries(True)
    start.make_environment()
    install = [start.PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", LOCK]
    start.run(install, "The Python packages could not be installed.", "Check the internet connection and start again.")
    return Path(start.PYTHON)


def build(python: Path, dist: Path, work: Path = BUILD) -> Path:
    """Build with what ``python`` has, into ``dist``; returns the program. Raises CalledProcessError."""
    icons = work / "icons"
    for command in (
        ["-c", "from nbnb_desktop import i18n; i18n.compile_all()"],
        [HERE / "icons.py", icons],
        ["-m", "PyInstaller", HERE / "nbnb-desktop.spec", "--distpath", dist, "--workpath", work, "--noconfirm", "--log-level", "ERROR"],
    ):
        subprocess.run([str(python), *map(str, command)], cwd=ROOT, check=True, env={**os.environ, "NBNB_ICONS": str(icons)})
    if sys.platform == "darwin":
        return dist / "NBNB.app" / "Contents" / "MacOS" / "nbnb-desktop"
    if sys.platform == "win32":
        return dist / "nbnb-desktop" / "nbnb-desktop.exe"
    return for_the_menu(dist / "nbnb-desktop", icons)


def for_the_menu(folder: Path, icons: Path) -> Path:
    """Put beside a Linux program what its menu needs."""
    for name in MENU:
        shutil.copy(HERE / name, folder)
    (folder / "icons").mkdir()
    for picture in icons.glob("*.png"):
        shutil.copy(picture, folder / "icons")
    return folder / "nbnb-desktop"


def try_out(program: Path, home: Path) -> Path:
    """Let the program play the whole main job without a screen, a Python or a file of before; returns the folder with the results.

    Raises CalledProcessError, or AssertionError when it leaves less than a worker would have in hand.
    """
    played = subprocess.run([str(program)], cwd=home, env=bare(home), check=True, capture_output=True, text=True, encoding="utf-8")
    results = home / "nbnb-demo"
    papers = sorted(results.glob("*.pdf"))
    if len(papers) != 2 or not all(paper.read_bytes().startswith(b"%PDF-") for paper in papers):
        raise AssertionError(f"no portfolios in {results}:\n{played.stdout}\n{played.stderr}")
    return results


def bare(home: Path) -> dict[str, str]:
    """The environment of a person who has nothing installed, on a machine without a screen."""
    empty = home / "no-programs"
    empty.mkdir(exist_ok=True)
    of_windows = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP"), str(home))
    return {**of_windows, **homes, "PATH": str(empty), "LANG": "C.UTF-8", "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}


def whole(program: Path) -> Path:
    """The folder, or the bundle of macOS, that a person gets."""
    return next(folder for folder in program.parents if folder.suffix == ".app" or folder.name == "nbnb-desktop")


def size_of(folder: Path) -> int:
    """Bytes of all files; a link counts for nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def pack(program: Path) -> Path:
    """An archive beside the folder: zip for Windows, tar.gz where files carry rights and links."""
    folder = whole(program)
    notation = "zip" if sys.platform == "win32" else "gztar"
    return Path(shutil.make_archive(str(folder.with_suffix("")), notation, folder.parent, folder.name))


if __name__ == "__main__":
    sys.exit(main())
