"""Sentences to dependency trees: the only file that knows the language library.

A `Parser` takes sentence texts and gives a `Parse` each; everything else works on `Parse`, so a tree
can be written by hand in a test and another library could stand in. Labels are ClearNLP dependencies
and Penn tags, as spaCy's English models give them (Honnibal et al., spaCy 3).
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from steppe.errors import ModelMissing

MANIFEST = Path(__file__).parent.parent / "data" / "model" / "en_core_web_sm.json"


class Token(NamedTuple):
    """A word: its place in the sentence, forms, label and head; `start`/`end` are characters of the sentence."""

    i: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True)
class Parse:
    """A dependency tree. The root is its own head.

    >>> she = Token(0, "She", "she", "PRP", "nsubj", 1, 0, 3)
    >>> left = Token(1, "left", "leave", "VBD", "ROOT", 1, 4, 8)
    >>> [t.text for t in Parse((she, left)).children(1)]
    ['She']
    """

    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(tuple(row) for row in below)

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """The tokens below `i`, in text order; with `deps`, only those so labelled."""
        found = self._children[i]
        return tuple(token for token in found if token.dep in deps) if deps else found

    def child(self, i: int, *deps: str) -> Token | None:
        """The first token below `i` labelled one of `deps`, or `None`."""
        return next((token for token in self._children[i] if token.dep in deps), None)

    def head(self, i: int) -> Token:
        """The token that `i` hangs on (the root hangs on itself)."""
        return self.tokens[self.tokens[i].head]

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above `i`, nearest first, to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def subtree(self, i: int) -> tuple[Token, ...]:
        """`i` and all below it, in text order."""
        found, waiting = [], [i]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(token.i for token in self._children[here])
        return tuple(self.tokens[k] for k in sorted(found))

    def conjuncts(self, i: int) -> tuple[Token, ...]:
        """`i` and everything coordinated with it from the right."""
        row, waiting = [self.tokens[i]], [i]
        while waiting:
            joined = self.children(waiting.pop(), "conj")
            row.extend(joined)
            waiting.extend(token.i for token in joined)
        return tuple(row)


Parser = Callable[[Sequence[str]], list[Parse]]


class _Manifest(msgspec.Struct):
    model: str
    version: str
    licence: str
    carrier: str
    origin: str
    files: dict[str, str]


def load_parser(*, longest: int = 2_000) -> tuple[str, Parser]:
    """The shipped English model as a parser and its name@version; sentences over `longest` characters are cut.

    The model's data files are checked against their published digests before they are loaded.
    Raises `ModelMissing` when the package is absent or a file differs.
    """
    manifest = msgspec.json.decode(MANIFEST.read_bytes(), type=_Manifest)
    folder = _model_folder(manifest)
    for name, digest in manifest.files.items():
        _check_file(folder / name, digest, manifest.carrier)
    return f"{manifest.model}@{manifest.version}", _spacy_parser(folder, longest)


def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """The dictionary forms of irregular words (`sought`: `seek`), as the shipped model's rules list them."""
    from spacy.lookups import Lookups  # noqa: PLC0415 - finding the package must not import spaCy at start-up

    manifest = msgspec.json.decode(MANIFEST.read_bytes(), type=_Manifest)
    lookups = Lookups().from_disk(_model_folder(manifest) / "lemmatizer" / "lookups")
    forms: dict[str, list[str]] = {}
    for table in lookups.get_table("lemma_exc").values():
        for form, lemmas in table.items():
            forms.setdefault(form, []).extend(lemmas)
    return {form: tuple(dict.fromkeys(lemmas)) for form, lemmas in forms.items()}


def _model_folder(manifest: _Manifest) -> Path:
    import importlib.util  # noqa: PLC0415 - finding the package must not import spaCy at start-up

    found = importlib.util.find_spec(manifest.carrier.split("==")[0].replace("-", "_"))
    if found is None or not found.submodule_search_locations:
        raise ModelMissing(f"language model not installed; add the package {manifest.carrier}")
    outer = Path(next(iter(found.submodule_search_locations)))
    return next(path.parent for path in outer.glob("*/config.cfg"))


def _check_file(path: Path, digest: str, carrier: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelMissing(f"language model: {path.name} is missing; reinstall {carrier}") from error
    if found != digest:
        raise ModelMissing(f"language model: {path.name} is not the published file; reinstall {carrier}")


def _spacy_parser(folder: Path, longest: int) -> Parser:
    import spacy  # noqa: PLC0415 - a second of import that help and queries do not need

    nlp = spacy.load(folder, exclude=["ner", "senter"])
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for layer in model.walk() if model else ():
            layer.ops.use_blis = False  # numpy's own matrix product is three times as fast as the bundled one
    read = _Forms(nlp.vocab, [pipe for name, pipe in nlp.pipeline if name in RULES])

    def parse(texts: Sequence[str]) -> list[Parse]:
        cut = [text[:longest] for text in texts]
        with nlp.select_pipes(disable=RULES):
            return read.trees(list(nlp.pipe(cut, batch_size=64)))

    return parse


RULES = ["attribute_ruler", "lemmatizer"]
MOST_FORMS = 200_000
# Words of contractions that the model's rules read together with their neighbour (`gonna`, `let's`, `ain't`).
JOINED = frozenset("ai gon na got ta let c'm c’m y y' y’".split())

_Key = tuple[int, int, int]  # word, tag and label by spaCy's numbers
_Form = tuple[str, str, str, str]  # text, lemma, tag and label


class _Forms:
    """Lemmas and final tags by word, tag and label, which is all that the model's rules read.

    Kept from sentence to sentence, so that the rules run on new words only: they cost more than the parser.
    """

    def __init__(self, vocab: Any, rules: Sequence[Any]) -> None:
        self.vocab, self.rules = vocab, rules
        self.known: dict[_Key, _Form] = {}

    def trees(self, docs: Sequence[Any]) -> list[Parse]:
        """The trees of tagged and parsed `docs`."""
        if len(self.known) > MOST_FORMS:
            self.known.clear()
        rows = [doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "IDX"]).astype("int64").tolist() for doc in docs]
        self._learn({(word, tag, dep) for row in rows for word, tag, dep, _, _ in row} - self.known.keys())
        return [self._tree(doc, row) for doc, row in zip(docs, rows, strict=True)]

    def _learn(self, new: set[_Key]) -> None:
        """Run the rules on words that stand alone, in an order that does not hang on the run."""
        if not new:
            return
        keys = sorted(new)
        text = self.vocab.strings
        parts = [[text[key[k] % 2**64] for key in keys] for k in range(3)]
        alone = _alone(self.vocab, parts)
        self.known.update(zip(keys, self._ruled(alone), strict=True))

    def _ruled(self, doc: Any) -> list[_Form]:
        for rule in self.rules:
            doc = rule(doc)
        return [(t.text, t.lemma_.lower(), t.tag_, t.dep_) for t in doc]

    def _tree(self, doc: Any, rows: Sequence[Sequence[int]]) -> Parse:
        here = [self.known[word, tag, dep] for word, tag, dep, _, _ in rows]
        if any(form[0].lower() in JOINED for form in here):
            here = self._ruled(doc)
        return Parse(
            tuple(
                Token(i, text, lemma, tag, dep, i + row[3], row[4], row[4] + len(text))
                for i, (row, (text, lemma, tag, dep)) in enumerate(zip(rows, here, strict=True))
            )
        )


def _alone(vocab: Any, parts: Sequence[list[str]]) -> Any:
    """A document of words with tags and labels, each its own root."""
    from spacy.tokens import Doc  # noqa: PLC0415 - as above

    words, tags, deps = parts
    return Doc(vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
