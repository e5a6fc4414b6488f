"""``python -m nbnb_desktop.rehearsal [FOLDER] [--language nl]``: play the main job and keep the results in FOLDER.

``--manual docs/manual/pictures`` takes the manual's pictures instead.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.rehearsal.play import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--language", default="nl", choices=sorted(i18n.LANGUAGES), help="of the worker's screens")
    parser.add_argument("--manual", type=Path, metavar="FOLDER", help="take the manual's pictures, into this folder")
    chosen = parser.parse_args()
    if chosen.manual:
        from nbnb_desktop.rehearsal.manual import take_pictures

        take_pictures(chosen.manual)
        sys.exit(0)
    sys.exit(main(chosen.folder, chosen.language))
