"""``python -m nbnb_desktop.rehearsal [FOLDER] [--language nl]``: play the main job and keep the results in FOLDER."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.rehearsal.play import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--language", default="nl", choices=sorted(i18n.LANGUAGES), help="of the worker's screens")
    chosen = parser.parse_args()
    sys.exit(main(chosen.folder, chosen.language))
