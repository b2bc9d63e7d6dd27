"""Without the library or its system library the error says what to install."""

import builtins

import pytest

from steppe.errors import ModelMissing
from steppe.outlook.boosting import library


@pytest.mark.parametrize("fault", [OSError("libgomp.so.1: cannot open"), ImportError("No module named 'lightgbm'")])
def test_what_is_missing_is_named(monkeypatch, fault):
    real = builtins.__import__

    def refuse(name, *rest, **more):
        if name == "lightgbm":
            raise fault
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    library.cache_clear()
    with pytest.raises(ModelMissing, match="libgomp1"):
        library()
    library.cache_clear()
