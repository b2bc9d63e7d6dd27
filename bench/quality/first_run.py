"""A newcomer's first minutes: clone, `./dev run` cold, again warm, size of the environment.

    ./dev bench first-run [--python PYTHON]

Clones the committed project into a temporary folder, so uncommitted changes do not count. `--plain` hides
uv from the path, as on a machine with Python and pip only. Prints one JSON object: seconds and megabytes.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def timed(folder: Path, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(["./dev", "run"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - began, 1)


def without_uv(environment: dict[str, str]) -> dict[str, str]:
    """The same environment with every folder that holds uv left out of the path, and no package cache."""
    folders = environment["PATH"].split(os.pathsep)
    kept = [folder for folder in folders if not (Path(folder) / "uv").exists()]
    return {**environment, "PATH": os.pathsep.join(kept)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=shutil.which("python3") or "python3")
    parser.add_argument("--plain", action="store_true", help="hide uv and use an empty package cache")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "steppe"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {**os.environ, "PYTHON": options.python}
        environment.pop("VIRTUAL_ENV", None)
        if options.plain:
            environment = {**without_uv(environment), "UV_CACHE_DIR": f"{folder}/cache", "PIP_NO_CACHE_DIR": "1"}
        cold, warm = timed(clone, environment), timed(clone, environment)
        size = subprocess.run(["du", "-sm", ".venv"], cwd=clone, check=True, capture_output=True, text=True)
        brief = (clone / "out" / "brief.html").stat().st_size
    print(json.dumps({"cold_s": cold, "warm_s": warm, "environment_mb": int(size.stdout.split()[0]), "brief_b": brief}))


if __name__ == "__main__":
    main()
