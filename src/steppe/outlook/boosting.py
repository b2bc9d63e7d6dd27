"""LightGBM, loaded when something is learned: half a second, and a system library, that nothing else needs."""

from functools import cache
from typing import Any

from steppe.errors import ModelMissing


@cache
def library() -> Any:
    """The library, the same each time. `ModelMissing` says what to install where it does not load."""
    try:
        import lightgbm  # noqa: PLC0415 - see above
    except (ImportError, OSError) as error:
        raise ModelMissing(
            f"LightGBM does not load ({error}); expected the package lightgbm and, on Linux, the system library "
            "libgomp1 (apt-get install libgomp1)"
        ) from error
    return lightgbm
