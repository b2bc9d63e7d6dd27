"""Settings come from file and environment once, and wrong ones say what would be right."""

import pytest

from steppe.errors import InputError
from steppe.faces.settings import read_settings


def test_without_file_or_variables_the_defaults_hold(tmp_path):
    assert read_settings({}, folder=tmp_path).sanction_quad == 4


def test_a_variable_goes_before_the_file(tmp_path):
    (tmp_path / "steppe.toml").write_text('record = "a.duckdb"\nseconds = 5\n')
    found = read_settings({"STEPPE_RECORD": "b.duckdb"}, folder=tmp_path)
    assert (found.record, found.seconds) == ("b.duckdb", 5.0)
    assert found.limits()["seconds"] == 5.0


@pytest.mark.parametrize(
    ("written", "says"),
    [("sanction_quad = 2", "3 or 4"), ("recrod = 'a'", "known: record"), ("seconds = ", "not readable as TOML")],
)
def test_a_wrong_file_is_refused_with_what_would_be_right(tmp_path, written, says):
    (tmp_path / "steppe.toml").write_text(written)
    with pytest.raises(InputError, match=says) as error:
        read_settings({}, folder=tmp_path)
    assert "steppe.toml" in str(error.value)


@pytest.mark.parametrize("token", ["geheim ü", "a b", "a;b", "a\r\nX: y", "a\n", '"a"', "=a"])
def test_a_token_that_no_header_carries_is_refused(token):
    with pytest.raises(InputError, match="token has letters, digits"):
        read_settings({"STEPPE_TOKEN": token})
    assert read_settings({"STEPPE_TOKEN": "aZ09-._~+/=="}).token == "aZ09-._~+/=="


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.toml"):
        read_settings({"STEPPE_CONFIG": str(tmp_path / "nowhere.toml")})
