"""A record that another process owns and serves: the same methods, each a call to the owner over HTTP.

The owner's address is the one in the lock file beside the record, and only this machine is ever called. `httpcore` is
used directly, so no proxy, cookie or credential is taken from the environment. A call that broke may have been done; as
nothing is added twice, the same again is safe.
"""

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpcore

from steppe.errors import InputError, InUse, RecordError, SteppeError, UnknownName
from steppe.record.border import check_coded, check_judgement
from steppe.record.kept import Batch, Handed, Kept
from steppe.record.lent import MOST_BYTES
from steppe.record.said import KeptBacktest, KeptForecast, Resolution, check_backtest, check_forecast, check_resolution
from steppe.record.store import Record, open_record
from steppe.record.view import View, moment_of
from steppe.types import Coded, Judgement
from steppe.wire import from_json, to_json

Noun = TypeVar("Noun")

OWNER: Final = "/api/v1/owner"
"""Where a server answers those who want its record."""

SECONDS: Final = {"connect": 5.0, "read": 300.0, "write": 60.0, "pool": 5.0}
"""How long is waited for a step of a call. A large view takes its time before the first row comes."""

_MOST_PIECES = 64  # of an answer that is an error


@dataclass(frozen=True, slots=True)
class _Told:
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Problem:
    error: _Told


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns the record at `place`, asked at `url`; it stands where tables stand in a `View`."""

    place: str
    url: str
    token: str = field(repr=False)
    pool: httpcore.ConnectionPool

    def look(self, name: str, given: Mapping[str, object] | None = None) -> Sequence[Sequence[Any]]:
        """All rows of a view's query. Raises `RecordError` where the owner does not answer."""
        return list(self.each(name, given or {}))

    def each(self, name: str, given: Mapping[str, object]) -> Iterator[Sequence[Any]]:
        """The same as they come in."""
        rest = b""
        with self._answer("POST", f"/look/{name}", to_json(dict(given)).encode()) as answer:
            for piece in answer.iter_stream():
                *whole, rest = (rest + piece).split(b"\n")
                yield from (self._read(list[Any], line) for line in whole)
        if rest:
            self._odd()

    def take(self, what: str, value: object) -> Kept:
        """Hand something in. Raises as the record does, and `RecordError` where the owner does not answer."""
        body = to_json(value).encode()
        if len(body) > MOST_BYTES:
            raise InputError(
                f"{self.place}: {len(body):,} bytes in one batch; the server takes {MOST_BYTES:,}: "
                "hand over fewer articles at a time"
            )
        return self._read(Kept, self._whole("POST", f"/take/{what}", body))

    def batches(self) -> tuple[Batch, ...]:
        """Every committed batch, oldest first."""
        return self._read(tuple[Batch, ...], self._whole("GET", "/batches", b""))

    def _whole(self, method: str, path: str, body: bytes) -> bytes:
        with self._answer(method, path, body) as answer:
            return b"".join(answer.iter_stream())

    @contextmanager
    def _answer(self, method: str, path: str, body: bytes) -> Iterator[httpcore.Response]:
        parts = urlsplit(self.url)
        headers = [("Host", parts.netloc), ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        if self.token:
            headers.append(("Authorization", f"Bearer {self.token}"))
        call = self.pool.stream(
            method,
            f"{self.url}{OWNER}{path}",
            headers=[(name.encode(), value.encode()) for name, value in headers],
            content=body,
            extensions={"timeout": dict(SECONDS)},
        )
        with self._calling(), call as answer:
            if answer.status != 200:
                self._refused(answer)
            yield answer

    @contextmanager
    def _calling(self) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException as error:
            raise RecordError(f"{self.place}: the server at {self.url} did not answer in time; try again") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise RecordError(
                f"{self.place}: the server at {self.url} is gone or broke off; try again: nothing is added twice"
            ) from error

    def _refused(self, answer: httpcore.Response) -> NoReturn:
        body = b"".join(islice(answer.iter_stream(), _MOST_PIECES))
        try:
            told = from_json(_Problem, body).error
        except InputError:
            told = _Told("", f"{self.place}: the server at {self.url} answered {answer.status}; try again")
        if told.code == "not-found":
            self._odd()
        if told.code == "token":
            raise RecordError(
                f"{self.place}: the server at {self.url} asks for its token to write; "
                "set STEPPE_TOKEN, or token in steppe.toml"
            )
        raise _error(told.code, told.message)

    def _read(self, kind: type[Noun], line: bytes) -> Noun:
        try:
            return from_json(kind, line, where=self.place)
        except InputError:
            self._odd()

    def _odd(self) -> NoReturn:
        raise RecordError(
            f"{self.place}: what answers at {self.url} does not speak as this steppe does; "
            "end it, or use the version that runs there"
        )


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A record that another process owns, with the methods of `Record` that need no file. Use it in a `with` block."""

    owner: Owner

    def keep(self, coded: Iterable[Coded], *, note: str = "", judged: Iterable[Judgement] = ()) -> Kept:
        """As `Record.keep`: one call, so all of the batch or nothing.

        Raises `InputError` also for a batch of more than `MOST_BYTES`.
        """
        given, said = tuple(coded), tuple(judged)
        for one in given:
            check_coded(one)
        for word in said:
            check_judgement(word)
        return self.owner.take("keep", Handed(coded=given, note=note, judged=said))

    def judge(self, judgement: Judgement) -> Kept:
        """As `Record.judge`."""
        check_judgement(judgement)
        return self.owner.take("judge", judgement)

    def keep_forecasts(self, said: Sequence[KeptForecast]) -> Kept:
        """As `Record.keep_forecasts`."""
        for one in said:
            check_forecast(one)
        return self.owner.take("keep_forecasts", tuple(said))

    def resolve(self, said: Sequence[Resolution]) -> Kept:
        """As `Record.resolve`."""
        for one in said:
            check_resolution(one)
        return self.owner.take("resolve", tuple(said))

    def keep_backtest(self, one: KeptBacktest) -> Kept:
        """As `Record.keep_backtest`."""
        check_backtest(one)
        return self.owner.take("keep_backtest", one)

    def as_of(self, moment: date | datetime | None = None, *, recorded_by: datetime | None = None) -> View:
        """As `Record.as_of`: each question to the view is a call."""
        return View(self.owner, moment_of(moment, recorded_by))

    def batches(self) -> tuple[Batch, ...]:
        """As `Record.batches`."""
        return self.owner.batches()

    def snapshot(self, path: Path | str) -> NoReturn:
        """Raises `RecordError`: only the owner copies its file, and no path is sent to it."""
        self._owners_alone("a snapshot")

    def export(self, folder: Path | str) -> NoReturn:
        """Raises `RecordError`, as `snapshot` does."""
        self._owners_alone("an export")

    def close(self) -> None:
        """Close the connections; the record stays with its owner."""
        self.owner.pool.close()

    def __enter__(self) -> "Borrowed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _owners_alone(self, what: str) -> NoReturn:
        raise RecordError(
            f"{self.owner.place}: {what} needs the file; end the server at {self.owner.url} and try again"
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies, with the token of the server that may hold it.

    >>> str(Place("desk.duckdb", "secret"))
    'desk.duckdb'
    """

    path: Path | str
    token: str = field(default="", repr=False)

    def __str__(self) -> str:
        return str(self.path)


def open_or_borrow(place: Place | Path | str, *, clock: Callable[[], datetime]) -> Record | Borrowed:
    """The record at `place`: opened here, or borrowed from the process of this machine that serves it.

    Raises `RecordError` as `open_record` does, `InUse` where the owner serves nobody.
    """
    where = place if isinstance(place, Place) else Place(place)
    try:
        return open_record(where.path, clock=clock)
    except InUse as error:
        if not error.address:
            raise
        return borrow(where.path, error.address, token=where.token)


def borrow(path: Path | str, address: str, *, token: str = "") -> Borrowed:
    """The record at `path`, which its owner serves at `address`; `token` goes with what writes and reads.

    Raises `RecordError` for an address that is not on this machine.

    >>> borrow("r.duckdb", "http://203.0.113.7:8021")
    Traceback (most recent call last):
    steppe.errors.RecordError: r.duckdb: served at 'http://203.0.113.7:8021', which is not on this machine; ask it there
    """
    return Borrowed(Owner(str(path), _near(str(path), address), token, httpcore.ConnectionPool(keepalive_expiry=5.0)))


def _near(place: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
        near = ipaddress.ip_address(host).is_loopback and parts.port is not None and parts.scheme == "http"
        bare = not (parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/"))
    except ValueError:
        near, bare = False, False
    if not (near and bare):
        raise RecordError(f"{place}: served at {address[:200]!r}, which is not on this machine; ask it there")
    return f"http://{f'[{host}]' if ':' in host else host}:{parts.port}"


def _error(code: str, message: str) -> SteppeError:
    kinds: dict[str, type[SteppeError]] = {"unknown-name": UnknownName, "bad-input": InputError}
    kind = kinds.get(code, RecordError)
    made = kind.__new__(kind, message)  # the sentence is there already; `UnknownName` would make one of its parts
    made.args = (message,)
    return made
