"""Run the benchmarks one after the other, each in a process of its own: ``python -m bench [main_job application engine ...] [--full]``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = ("main_job", "waiting", "application", "engine", "store", "exchange", "documents", "reports")
HAVE_FULL = {"application", "engine", "store", "exchange", "reports"}


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    asked = [name for name in arguments if name in PARTS] or [name for name in PARTS if (Path(__file__).parent / f"{name}.py").is_file()]
    failed = []
    for name in asked:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *(["--full"] if full and name in HAVE_FULL else [])]
        if subprocess.run(command).returncode:
            failed.append(name)
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
