"""One error tree; a face catches `SteppeError` in one line.

    SteppeError
    ├── InputError      an article, case, question or address that cannot be used
    ├── DataError       the shipped ontology, lexicon or actors; says file and key
    ├── RecordError     the store: locked, wrong version, damaged
    │   └── InUse       another process owns it; says where that can be asked
    ├── ModelMissing    the language model is absent or not the one that was checked
    ├── Busy            too much is under way; the same again later will do
    └── UnknownName     a name that is not in a vocabulary; lists the known ones

Every message says what is wrong, where, and what would have been right.
"""

from collections.abc import Iterable


class SteppeError(Exception):
    """Anything steppe refuses, with a sentence a user can act on."""


class InputError(SteppeError):
    """The user's article, case, question or address cannot be used as it is."""


class DataError(SteppeError):
    """A shipped data file is wrong; the message opens with file and key."""


class RecordError(SteppeError):
    """The store cannot be opened, is owned by another process, or has another version."""


class InUse(RecordError):
    """Another process owns the record; `address` is where it can be asked, empty where it does not serve it.

    >>> InUse("r.duckdb: in use by process 7", address="http://127.0.0.1:8021").address
    'http://127.0.0.1:8021'
    """

    def __init__(self, message: str, *, address: str = "") -> None:
        super().__init__(message)
        self.address = address


class ModelMissing(SteppeError):
    """The language model is missing or its files are not the ones that were checked."""


class Busy(SteppeError):
    """There is no room for more work right now; nothing is wrong with what was asked."""


class UnknownName(SteppeError):
    """A name that the vocabulary does not hold.

    >>> str(UnknownName("event type", "FIGHT", ["ASSAULT", "ACCUSE"]))
    "unknown event type 'FIGHT'; known: ACCUSE, ASSAULT"
    >>> str(UnknownName("actor", "nobody", []))
    "unknown actor 'nobody'; none like it is known"
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        others = ", ".join(sorted(known))
        super().__init__(f"unknown {what} '{name}'; {f'known: {others}' if others else 'none like it is known'}")
