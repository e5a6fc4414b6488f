"""``nbnb-desktop``: with arguments a headless command, else the application; without a screen, a rehearsal of its job."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    arguments = sys.argv[1:]
    if arguments:
        from nbnb_desktop import cli

        return cli.main(arguments)
    if _has_screen():
        gc.disable()  # nothing that starting makes is garbage; later the screens collect (``ui.garbage``)
        from nbnb_desktop import app

        return app.main()
    from nbnb_desktop import rehearsal

    return rehearsal.main()


def _has_screen() -> bool:
    """Qt aborts the process when it finds none, so look first."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
