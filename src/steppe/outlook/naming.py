"""What a name in a question stands for: an actor as the history calls it, a type, a mode or a quad class."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from steppe.errors import InputError, UnknownName
from steppe.ontology.actors import load_directory
from steppe.ontology.folding import fold
from steppe.ontology.vocabulary import Ontology

SHOWN = 20  # names an error lists; the rest it counts
_OWN = ("name", "abbreviation", "former")


def actor_name(name: str, actors: Sequence[str], column: int = 1, *, on: date | None = None) -> str:
    """The actor of the history that a name, a code or another name of the same state stands for.

    A state that the history does not have keeps its code, or its name where the history writes names. Raises
    `UnknownName` for anything else, and `InputError` where two actors of the history fit.

    >>> actor_name("kazakhstan", ("KAZ", "RUS")), actor_name("RUS", ("Kazakhstan", "Russian Federation"))
    ('KAZ', 'Russian Federation')
    """
    if name in actors:
        return name
    index = _folded(tuple(actors))
    own = index.get(fold(name), ())
    found = own or sorted({one for other in _names_of_state(name, on) for one in index.get(fold(other), ())})
    if len(found) > 1:
        raise InputError(
            f"question, column {column}: {name!r} may be {' or '.join(found)}; expected one of them as written"
        )
    return found[0] if found else _absent(name, actors, column, on)


def kind_name(name: str, ontology: Ontology, kinds: Collection[str] = (), column: int = 1) -> str:
    """The kind a word stands for: as the history names it, a type, a type and mode, or a quad class.

    >>> from steppe.ontology.vocabulary import load
    >>> [kind_name(one, load()) for one in ("assault.AERIAL", "material conflict", "Quad-3")]
    ['ASSAULT.aerial', 'quad-4', 'quad-3']
    """
    if name in kinds:
        return name
    quads = {form: f"quad-{quad}" for quad, gist in ontology.quads.items() for form in (f"quad-{quad}", fold(gist))}
    wanted, (kind, dot, mode) = fold(name), name.partition(".")
    if found := quads.get(name.casefold()) or quads.get(wanted):
        return found
    if dot and kind.upper() in ontology.types:
        return f"{kind.upper()}.{_mode(kind.upper(), mode, ontology, column)}"
    if name.upper() in ontology.types:
        return name.upper()
    if own := [one for one in kinds if fold(one) == wanted]:
        return own[0]
    known = [*ontology.types, *(f"quad-{quad}" for quad in ontology.quads), *kinds]
    raise UnknownName(f"kind at column {column} of the question:", name, listed(name, known))


def listed(name: str, known: Iterable[str]) -> tuple[str]:
    """Known names in one piece, those nearest to `name` first, and how many are left out.

    >>> listed("SANCTIONS", ["AID", "AGREE", "SANCTION"])
    ('SANCTION, AGREE, AID',)
    """
    names = {one.casefold(): one for one in sorted(set(known))}
    near = [names[one] for one in get_close_matches(name.casefold(), names, n=5, cutoff=0.5)]
    order = [*near, *(one for one in names.values() if one not in near)]
    more = f", and {len(order) - SHOWN} more" if len(order) > SHOWN else ""
    return (", ".join(order[:SHOWN]) + more,)


def _mode(kind: str, mode: str, ontology: Ontology, column: int) -> str:
    modes = ontology.type(kind).modes
    if mode.casefold() not in modes:
        known = listed(mode, modes) if modes else ("none",)
        raise UnknownName(f"mode of {kind} at column {column} of the question:", mode, known)
    return mode.casefold()


@lru_cache(maxsize=8)
def _folded(actors: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for one in actors:
        index[fold(one)] = (*index.get(fold(one), ()), one)
    return index


def _names_of_state(name: str, on: date | None) -> tuple[str, ...]:
    codes = _states(name, on)
    return tuple(other for code in codes for other in (code, *_by_state().get(code, ())))


def _states(name: str, on: date | None) -> list[str]:
    states = _by_state()
    if name.upper() in states:
        return [name.upper()]
    entries = [one for one in load_directory().names.get(fold(name), ()) if one.kind in _OWN and one.actor.id in states]
    current = [one for one in entries if one.valid(on)]
    return sorted({one.actor.id for one in current or entries})


@lru_cache(maxsize=1)
def _by_state() -> dict[str, tuple[str, ...]]:
    directory = load_directory()
    states: dict[str, tuple[str, ...]] = {
        code: (known[-1].actor.name,) for code, known in directory.phases.items() if known[-1].actor.kind == "state"
    }
    for entries in directory.names.values():
        for one in entries:
            if one.actor.id in states and one.kind in _OWN:
                states[one.actor.id] = (*states[one.actor.id], one.name)
    return states


def _absent(name: str, actors: Sequence[str], column: int, on: date | None) -> str:
    states = _states(name, on)
    if len(states) != 1:
        raise UnknownName(f"actor at column {column} of the question:", name, listed(name, actors))
    codes = not actors or any(one in _by_state() for one in actors)
    return states[0] if codes else _by_state()[states[0]][0]
