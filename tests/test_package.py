"""The application for people without Python: everything that the program reads comes along, and what was built does the whole job."""

from __future__ import annotations

import configparser
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import nbnb_desktop
from nbnb_desktop.places import data_folder

PACKAGING = data_folder("resources") / "packaging"
ROOT = PACKAGING.parents[1]


def script(name: str) -> ModuleType:
    """One of the scripts of the packaging, as a module."""
    described = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    assert described is not None
    assert described.loader is not None
    made = importlib.util.module_from_spec(described)
    described.loader.exec_module(made)
    return made


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _icons(folder: Path) -> Path:
    script("icons").draw(folder)
    return folder


@pytest.fixture(scope="module")
def collected():
    """What the specification collects, without building anything."""
    pytest.importorskip("PyInstaller", reason="PyInstaller is not installed (pip install nbnb-desktop[package])")
    kept: dict[str, SimpleNamespace] = {}

    def analysis(scripts, **told):
        # PyInstaller names each file by its place in the folder.
        files = [(f"{folder}/{Path(file).name}", file, "DATA") for file, folder in told["datas"]]
        kept["analysis"] = SimpleNamespace(scripts=scripts, pure=[], binaries=[], datas=files, named=told["hiddenimports"])
        return kept["analysis"]

    nothing = dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), lambda *_given, **_told: None)
    specification = PACKAGING / "nbnb-desktop.spec"
    exec(
        compile(specification.read_text(encoding="utf-8"), str(specification), "exec"),
        {"SPECPATH": str(PACKAGING), "Analysis": analysis, **nothing},
    )
    return kept["analysis"]


def test_every_form_catalogue_and_resource_comes_along(collected):
    places = {place for place, __, __ in collected.datas}
    wanted = [path for name in ("forms", "locales", "resources") for path in data_folder(name).rglob("*") if path.is_file()]
    missing = [path for path in wanted if PACKAGING not in path.parents and f"nbnb_desktop/data/{path.relative_to(ROOT)}" not in places]
    assert len(wanted) > 200
    assert missing == []


def test_the_files_that_other_packages_read_come_along(collected):
    places = {place for place, __, __ in collected.datas}
    for wanted in ("anyascii/_data/000", "pyxform/validators/pyxform/iana_subtags/iana_subtags_2_characters.txt"):
        assert wanted in places


def test_every_module_comes_along_also_those_that_a_table_names(collected):
    package = Path(nbnb_desktop.__file__).parent
    modules = {".".join(("nbnb_desktop", *path.relative_to(package).with_suffix("").parts)) for path in package.rglob("*.py")}
    assert {name.removesuffix(".__init__") for name in modules} - {"nbnb_desktop.__main__"} <= set(collected.named)


def test_the_lock_of_the_package_names_the_versions_that_the_tests_ran_with():
    def pins(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line[:1].isalpha()}

    assert pins("requirements.txt") <= pins("requirements-package.txt")
    assert {pin.split("==")[0] for pin in pins("requirements-package.txt") - pins("requirements-dev.txt")} == {"pyside6-addons"}


def test_the_menu_finds_the_program_its_icon_and_its_windows_by_one_name():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(PACKAGING / "nbnb-desktop.desktop", encoding="utf-8")
    assert {entry["Desktop Entry"][key] for key in ("Exec", "Icon", "StartupWMClass")} == {"nbnb-desktop"}


@pytest.mark.skipif(sys.platform != "linux", reason="only a Linux menu is filled by a script")
def test_the_program_is_put_in_the_menu_from_where_it_stands(qapp, tmp_path):
    program = script("build").for_the_menu(_folder(tmp_path / "a folder"), _icons(tmp_path / "icons"))
    subprocess.run([program.parent / "add-to-menu.sh"], check=True, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)})
    entry = (tmp_path / ".local/share/applications/nbnb-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="{program}"' in entry
    assert (tmp_path / ".local/share/icons/hicolor/48x48/apps/nbnb-desktop.png").is_file()


def test_an_icon_is_drawn_for_each_system(qapp, tmp_path):
    from PIL import Image

    made = {path.name: path for path in script("icons").draw(tmp_path)}
    assert Image.open(made["nbnb-desktop-48.png"]).size == (48, 48)
    assert (16, 16) in Image.open(made["nbnb-desktop.ico"]).info["sizes"]
    assert Image.open(made["nbnb-desktop.icns"]).size[0] >= 512


def what_is_missing() -> str:
    """Why nothing can be built here, or ""."""
    if importlib.util.find_spec("PyInstaller") is None:
        return "PyInstaller is not installed (pip install nbnb-desktop[package])"
    from PyInstaller.depend.bindepend import get_python_library_path

    if get_python_library_path() is None:
        return "this Python has no library of its own (on Debian: libpython3)"
    return "" if shutil.which("objdump") else "there is no objdump (on Debian: binutils)"


@pytest.mark.package
@pytest.mark.skipif(sys.platform != "linux", reason="on Windows and macOS build.py tries what it built")
def test_the_built_program_does_the_whole_job_without_python(tmp_path):
    if missing := what_is_missing():
        pytest.skip(missing)
    build = script("build")
    program = build.build(Path(sys.executable), tmp_path / "dist", tmp_path / "work")
    results = build.try_out(program, tmp_path)
    version = subprocess.run([program, "--version"], env=build.bare(tmp_path), check=True, capture_output=True, text=True).stdout
    assert version == f"nbnb-desktop {nbnb_desktop.__version__}\n"
    assert list(results.glob("pictures/*.png"))
    assert (results / "heen.nbnb").stat().st_size > 1000
