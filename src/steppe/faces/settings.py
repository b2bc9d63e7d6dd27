"""One frozen record of settings, read once from a TOML file and the environment, passed on as values.

`steppe.toml` in the working folder (or the file named by `STEPPE_CONFIG`) may hold `record`,
`sanction_quad`, `private_addresses`, `bytes_per_page`, `seconds`, `host`, `port`, `token`, `case`, `author`; each can
be overridden by an environment variable (`STEPPE_RECORD`, …).
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from steppe.errors import InputError

Token = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9._~+/-]+=*)?\Z")]  # what a header can carry (RFC 9110, 11.2)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the record lies, SANCTION's quad class (3 or 4), what fetching may cost, and how the desk is served.

    `token` has to come with everything that writes to a served record; `author` signs judgements made without a name.
    """

    record: str = "steppe.duckdb"
    sanction_quad: Literal[3, 4] = 4
    private_addresses: bool = False
    bytes_per_page: int = 20_000_000
    seconds: float = 20.0
    host: str = "127.0.0.1"
    port: int = 8021
    token: Token = ""
    case: str = "kazakhstan-2022"
    author: str = ""

    def limits(self) -> dict[str, float | bool]:
        """What one page may cost, as keywords of `flow.read_all`."""
        return {
            "bytes_per_page": self.bytes_per_page,
            "seconds": self.seconds,
            "private_addresses": self.private_addresses,
        }


def read_settings(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """The settings in force. Raises `InputError` that names the file or variable and what would be right.

    >>> read_settings({"STEPPE_SANCTION_QUAD": "3"}, folder=Path("/nonexistent")).sanction_quad
    3
    """
    given = os.environ if environment is None else environment
    path = Path(given.get("STEPPE_CONFIG", (folder or Path()) / "steppe.toml"))
    values = {**_file(path, must_exist="STEPPE_CONFIG" in given), **_variables(given)}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(Settings.__struct_fields__)
        raise InputError(
            f"settings ({path} and STEPPE_… variables): {error}; known: {known}; sanction_quad is 3 or 4; "
            "token has letters, digits and - . _ ~ + / only"
        ) from error


def _file(path: Path, *, must_exist: bool) -> dict[str, object]:
    if not path.exists() and not must_exist:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: not readable as TOML: {error}") from error


def _variables(given: Mapping[str, str]) -> dict[str, object]:
    found = {name: given.get(f"STEPPE_{name.upper()}") for name in Settings.__struct_fields__}
    return {name: value for name, value in found.items() if value is not None}
