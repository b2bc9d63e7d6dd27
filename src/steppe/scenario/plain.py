"""From bytes to plain keys, words, numbers and lists: YAML 1.2 without its traps, every fault a sentence.

Days stay words, tags and directives are refused, and so is what no model can mean: numbers without end, empty words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError

from steppe.errors import InputError

Tree = Mapping[str, Any]
LARGEST = 1e15  # no number of a model is larger, none but 0 smaller than one part in so many
BYTES, SIGNS, NAME, DEPTH = 2_000_000, 4_000, 100, 12
_MADE = {  # a day is read as it is written, so that an impossible one is named by its key
    **SafeConstructor.yaml_constructors,
    "tag:yaml.org,2002:timestamp": SafeConstructor.construct_yaml_str,
}
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


def refusal(where: str, words: str) -> InputError:
    r"""The error to raise, in one line.

    >>> str(refusal("model.yaml", "horizon is\n a; expected a number"))
    'model.yaml: horizon is a; expected a number'
    """
    return InputError(" ".join(f"{where}: {words}".split()))


def read_tree(content: bytes, where: str) -> Tree:
    """The keys and values that `content` writes in YAML 1.2, plain ones only. Raises `InputError`."""
    return plain(_parsed(content, where), where)


def plain(found: Any, where: str) -> Tree:
    """`found` where it is keys with words, numbers and lists that a model can mean. Raises `InputError`."""
    for fault in _strange(found, "", set()):
        raise refusal(where, fault)
    if not isinstance(found, Mapping):
        raise refusal(where, f"is {short(found)}; expected keys that are words, each with a value")
    return found


def _parsed(content: bytes, where: str) -> Any:
    if len(content) > BYTES:
        raise refusal(where, f"has {len(content)} bytes; expected at most {BYTES}")
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors = _MADE
    try:
        text = content.decode("utf8")
        if _DIRECTIVE.search(text):
            raise refusal(where, "has a line that opens with '%'; expected YAML 1.2 without directives")
        return yaml.load(text)
    except InputError:
        raise
    except Exception as error:  # the reader meets tags and signs with errors of many types
        raise refusal(where, f"cannot be read ({_told(error)}); expected YAML 1.2 in UTF-8") from error


def _told(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem}"[:200]
    return f"{type(error).__name__}: {error}"[:200]


def _strange(found: Any, path: str, seen: set[int], depth: int = 0) -> Iterator[str]:
    """Every value that is not plain, by its key; what an anchor repeats is looked at once."""
    here = path or "the file"
    if isinstance(found, dict | list):
        if id(found) in seen:
            return
        seen.add(id(found))
        if depth > DEPTH:
            yield f"{here}: nested too deep; expected at most {DEPTH} levels"
            return
    if isinstance(found, dict):
        yield from _keys(found, here)
        for key, one in found.items():
            yield from _strange(one, f"{path}.{key}" if path else str(key), seen, depth + 1)
    elif isinstance(found, list):
        for at, one in enumerate(found):
            yield from _strange(one, f"{path} ({at + 1})", seen, depth + 1)
    elif fault := _odd(found):
        yield f"{here}: {fault}"


def _odd(found: Any) -> str:
    """What is wrong with a single value, empty where nothing is."""
    if isinstance(found, bool) or found is None:
        return ""
    if isinstance(found, str):
        fits = found.strip() and len(found) <= SIGNS
        return "" if fits else f"a text of {len(found.strip())} signs; expected 1 to {SIGNS}, or no such key"
    if isinstance(found, int | float):
        sound = found == 0 or 1 / LARGEST <= abs(found) <= LARGEST
        return "" if sound else f"{short(found)}; expected 0 or a number from {1 / LARGEST:g} to {LARGEST:g} in size"
    return f"{short(found)}; expected plain words, numbers, lists and keys"


def _keys(found: Mapping[Any, Any], here: str) -> Iterator[str]:
    for key in found:
        if not isinstance(key, str) or not key.strip() or len(key) > NAME or not key.isprintable():
            yield f"{here}: key {short(key)}; expected keys that are words of up to {NAME} signs, quoted where need be"


def short(found: Any) -> str:
    """A value as an error names it: itself where it is short, else its type.

    >>> short(3), short([3])
    ('3', 'a list')
    """
    if isinstance(found, str | float | int | bool) or found is None:
        try:
            words = repr(found)
        except ValueError:  # more digits than Python writes
            words = "a number without end"
        return words if len(words) < 60 else f"{words[:50]} …"
    return f"a {type(found).__name__}"
