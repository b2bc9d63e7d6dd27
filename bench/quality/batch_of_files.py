"""A batch with broken files in it: the sound ones are coded, the broken ones listed with reasons.

    ./dev bench batch-of-files [--files 1000] [--broken 5]

Prints one JSON object: files coded and refused, the reasons, seconds.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from steppe import flow
from steppe.intake.limits import Refused

STORY = "Published {day} May 2021\n\nThe Norwegian foreign minister visited Kenya on Tuesday and met the president.\n"
BROKEN = (b"", b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04" + b"\x00" * 60, b"\x00\x01\x02\x03" * 200, b" \n\t ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--broken", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.files):
            path = Path(folder) / f"{number:05}.txt"
            bad = number % (options.files // options.broken) == 7
            path.write_bytes(
                BROKEN[number * options.broken // options.files % len(BROKEN)]
                if bad
                else STORY.format(day=number % 27 + 1).encode()
            )
        began = time.perf_counter()
        found = list(flow.code_all(flow.read_all(folder)))
    refused = [one for one in found if isinstance(one, Refused)]
    coded = len(found) - len(refused)
    reasons = {Path(one.address).name: one.reason for one in refused}
    print(json.dumps({"coded": coded, "refused": reasons, "seconds": round(time.perf_counter() - began, 1)}))


if __name__ == "__main__":
    main()
