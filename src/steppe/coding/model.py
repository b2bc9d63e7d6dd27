"""The shipped language model: sentences in and dependency trees out: the only file that knows the language library.

The model's own steps are called one by one, so that what hangs on a single word is worked out once a word and
kept: its vector before context, its final tag and its lemma. The trees are those of the library's pipeline.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from threadpoolctl import ThreadpoolController

from steppe.coding.parse import Parse, Parser, Token
from steppe.errors import ModelMissing

MANIFEST = Path(__file__).parent.parent / "data" / "model" / "en_core_web_sm.json"


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
    manifest = _manifest()
    folder = _model_folder(manifest)
    for name, digest in manifest.files.items():
        _check_file(folder / name, digest, manifest.carrier)
    return parser_name(), _spacy_parser(folder, longest)


def parser_name() -> str:
    """The name@version of the shipped English model, which is not loaded for it.

    >>> parser_name().partition("@")[0]
    'en_core_web_sm'
    """
    manifest = _manifest()
    return f"{manifest.model}@{manifest.version}"


def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """The dictionary forms of irregular words (`sought`: `seek`), as the shipped model's rules list them."""
    from spacy.lookups import Lookups  # noqa: PLC0415 - finding the package must not import spaCy at start-up

    manifest = _manifest()
    lookups = Lookups().from_disk(_model_folder(manifest) / "lemmatizer" / "lookups")
    forms: dict[str, list[str]] = {}
    for table in lookups.get_table("lemma_exc").values():
        for form, lemmas in table.items():
            forms.setdefault(form, []).extend(lemmas)
    return {form: tuple(dict.fromkeys(lemmas)) for form, lemmas in forms.items()}


def _manifest() -> _Manifest:
    return msgspec.json.decode(MANIFEST.read_bytes(), type=_Manifest)


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

    nlp: Any = spacy.load(folder, exclude=["ner", "senter"])
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for layer in model.walk() if model else ():
            layer.ops.use_blis = False  # numpy's own matrix product is three times as fast as the bundled one
    _hash_index(nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index"))
    read = _Forms(nlp.vocab, [pipe for name, pipe in nlp.pipeline if name in RULES])
    vectors = _Vectors(nlp.get_pipe("tok2vec").model)
    steps = [nlp.get_pipe(name) for name in STEPS]
    products = ThreadpoolController().select(user_api="blas")

    def parse(texts: Sequence[str]) -> list[Parse]:
        docs = [nlp.make_doc(text[:longest]) for text in texts]
        with products.limit(limits=1):  # the matrices are small: a second thread costs more than it does
            for first in range(0, len(docs), AT_ONCE):
                batch = [doc for doc in docs[first : first + AT_ONCE] if len(doc)]
                if not batch:
                    continue
                vectors.put(batch)
                for step in steps:
                    step.set_annotations(batch, step.predict(batch))
        return read.trees(docs)

    return parse


AT_ONCE = 64  # sentences that go through the network together
STEPS = ("tagger", "parser")
MOST_WORDS = 100_000
ROWS = 64  # words whose vectors are worked out together, always so many: rounding hangs on the size of a block


class _Vectors:
    """The network's vectors of words: those before context kept by word, then those in context."""

    def __init__(self, model: Any) -> None:
        before, self.in_context = model.layers
        features, _, *self.layers = before.layers[:-1]
        self.columns = features.attrs["columns"]
        self.number: dict[tuple[int, ...], int] = {}
        self.table = np.zeros((1024, model.get_dim("nO")), dtype="float32")

    def put(self, docs: Sequence[Any]) -> None:
        """Give each of `docs` the vectors of its words in context."""
        if len(self.number) > MOST_WORDS:
            self.number.clear()
        rows = [[tuple(row) for row in doc.to_array(KEYS).tolist()] for doc in docs]
        self._learn(docs, rows)
        plain = [self.table[[self.number[key] for key in row]] for row in rows]
        for doc, found in zip(docs, self.in_context.predict(plain), strict=True):
            doc.tensor = found

    def _learn(self, docs: Sequence[Any], rows: Sequence[Sequence[tuple[int, ...]]]) -> None:
        new: dict[tuple[int, ...], Any] = {}
        for doc, row in zip(docs, rows, strict=True):
            if any(key not in self.number for key in row):
                features = doc.to_array(self.columns).astype("uint64")
                new.update({key: features[i] for i, key in enumerate(row) if key not in self.number})
        keys = list(new)
        for first in range(0, len(keys), ROWS):
            self._add(keys[first : first + ROWS], new)

    def _add(self, keys: Sequence[tuple[int, ...]], features: Mapping[tuple[int, ...], Any]) -> None:
        block = np.zeros((ROWS, len(self.columns)), dtype="uint64")
        block[: len(keys)] = [features[key] for key in keys]
        found: Any = block
        for layer in self.layers:
            found = layer.predict(found)
        while len(self.number) + len(keys) > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        for row, key in enumerate(keys):
            self.table[len(self.number)] = found[row]
            self.number[key] = len(self.number)


KEYS = ["ORTH", "NORM", "SPACY"]  # what all features of a word before context are made of


def _hash_index(table: Any) -> None:
    """Make sets of the lemmatizer's word lists, in which it looks up every form it tries."""
    for part in list(table):
        table[part] = frozenset(table[part])


RULES = ["attribute_ruler", "lemmatizer"]
# Forms whose dictionary form the model's rules get wrong.
SLIPS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "slated": "slate"}
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
        tables = [doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "IDX"]).astype("int64").T for doc in docs]
        rows = [list(zip(*table[:3].tolist(), strict=True)) for table in tables]
        self._learn([key for key in {key for row in rows for key in row} if key not in self.known])
        return [self._tree(*one) for one in zip(docs, rows, tables, strict=True)]

    def _learn(self, new: Collection[_Key]) -> None:
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
        return [(t.text, SLIPS.get(t.lower_, t.lemma_.lower()), t.tag_, t.dep_) for t in doc]

    def _tree(self, doc: Any, row: Sequence[_Key], table: Any) -> Parse:
        here = [self.known[key] for key in row]
        if not here:
            return Parse(())
        texts, lemmas, tags, deps = zip(*here, strict=True)
        if not JOINED.isdisjoint([text.lower() for text in texts]):
            texts, lemmas, tags, deps = zip(*self._ruled(doc), strict=True)
        starts, numbers = table[4].tolist(), range(len(here))
        heads = (table[3] + numbers).tolist()
        ends = [start + len(text) for start, text in zip(starts, texts, strict=True)]
        return Parse(tuple(map(Token._make, zip(numbers, texts, lemmas, tags, deps, heads, starts, ends, strict=True))))


def _alone(vocab: Any, parts: Sequence[list[str]]) -> Any:
    """A document of words with tags and labels, each its own root."""
    from spacy.tokens import Doc  # noqa: PLC0415 - as above

    words, tags, deps = parts
    return Doc(vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
