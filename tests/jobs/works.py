"""Pieces of work that a worker process can import by name."""

import os
import time
from pathlib import Path

from steppe.errors import InputError


def echo(given, told):
    """What is given, after three steps."""
    for step in range(3):
        told(f"step {step}", step, 3)
    return f"[{given}]"


def process(given, told):
    """The process that works."""
    return str(os.getpid())


def refuse(given, told):
    """A refusal that a user can act on."""
    raise InputError("echo: nothing given; expected words")


def fail(given, told):
    """A fault of ours, with a secret in its message."""
    raise ZeroDivisionError("secret")


def die(given, told):
    """The process ends in the middle of it."""
    os._exit(9)


def slow(given, told):
    """Work that takes a minute; the file `given` tells which process is at it."""
    if given:
        Path(given).write_text(str(os.getpid()), "utf8")
    for step in range(600):
        told("waiting", step, 600)
        time.sleep(0.1)
    return "late"


def warm():
    """Something to load."""
    os.environ["STEPPE_TEST_WARM"] = "1"


def is_warm(given, told):
    """Whether the process is the one that was warmed."""
    return os.environ.get("STEPPE_TEST_WARM", "")
