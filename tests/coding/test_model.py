"""The model's steps called one by one give the trees of the library's own pipeline, whatever was read before."""

from typing import Any

import msgspec
import numpy as np
import pytest

from steppe.coding import model
from steppe.coding.model import load_parser
from steppe.coding.parse import Parse, Parser

TEXTS = (
    "Kazakhstan's foreign minister flew to Ankara on Monday, and the Turks said they'd sign.",
    "We're gonna leave, y'all: let's go.",
    "",
    "Oil exports to the E.U. fell by 3,5 percent (in July) — nobody knows why …",
    "Protesters in Almaty burned tyres and police detained 40 of them.",
)


@pytest.fixture(scope="module")
def parse() -> Parser:
    return load_parser()[1]


@pytest.fixture(scope="module")
def library() -> Any:
    import spacy  # noqa: PLC0415 - the reference, loaded for these tests only

    manifest = msgspec.json.decode(model.MANIFEST.read_bytes(), type=model._Manifest)
    nlp = spacy.load(model._model_folder(manifest), exclude=["ner", "senter"])
    for _, pipe in nlp.pipeline:
        layers: Any = getattr(pipe, "model", None)
        for layer in layers.walk() if layers else ():
            layer.ops.use_blis = False
    return nlp


def _rows(tree: Parse) -> list[tuple[str, str, str, str, int]]:
    return [(t.text, t.lemma, t.tag, t.dep, t.head) for t in tree.tokens]


def test_trees_are_those_of_the_librarys_pipeline(parse: Parser, library: Any) -> None:
    wanted = [
        [(t.text, t.lemma_.lower(), t.tag_, t.dep_, t.head.i) for t in doc]
        for doc in library.pipe(TEXTS, batch_size=64)
    ]
    assert [_rows(tree) for tree in parse(TEXTS)] == wanted


def test_tokens_know_their_characters(parse: Parser) -> None:
    for text, tree in zip(TEXTS, parse(TEXTS), strict=True):
        assert all(text[t.start : t.end] == t.text for t in tree.tokens)


def test_a_tree_does_not_hang_on_what_was_read_before(parse: Parser) -> None:
    alone = [parse([text])[0] for text in TEXTS]
    parse([f"Word{k} other{k} thing{k}." for k in range(1500)])
    assert [parse([text])[0] for text in TEXTS] == alone


def test_a_words_vector_does_not_hang_on_its_company_beyond_the_last_digit(library: Any) -> None:
    """Equal to the last bit on most processors; on some the matrix product rounds by a row's place in the block."""
    vectors = model._Vectors(library.get_pipe("tok2vec").model)
    features = library.make_doc(" ".join(TEXTS)).to_array(vectors.columns).astype("uint64")[: model.ROWS]
    draw = np.random.default_rng(1)
    seen: dict[int, Any] = {}
    for _ in range(20):
        chosen = draw.permutation(len(features))[: draw.integers(1, len(features))]
        block: Any = np.zeros((model.ROWS, len(vectors.columns)), dtype="uint64")
        block[: len(chosen)] = features[chosen]
        for layer in vectors.layers:
            block = layer.predict(block)
        for row, number in enumerate(chosen):
            assert np.allclose(seen.setdefault(int(number), block[row].copy()), block[row], rtol=0, atol=1e-5)


def test_the_tables_are_bounded(parse: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parse(TEXTS)
    monkeypatch.setattr(model, "MOST_WORDS", 10)
    monkeypatch.setattr(model, "MOST_FORMS", 10)
    for _ in range(3):
        assert parse(TEXTS) == before
