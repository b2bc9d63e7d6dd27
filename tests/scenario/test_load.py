"""Broken and absurd models are refused in one line that names the file, the key and what would have been right."""

from functools import cache

import pytest
from faults import SENSE, trees
from hypothesis import given, settings
from hypothesis import strategies as st
from models import CASE, SMALL, loaded, put

from steppe.errors import InputError
from steppe.scenario.load import load_model, read_model, with_model
from steppe.scenario.plain import read_tree
from steppe.scenario.soundness import check
from steppe.world.load import find_case, load_on_reference

FOLDER = find_case("kazakhstan-2022")
TEXT = (FOLDER / "model.yaml").read_text(encoding="utf8")
TREE = read_tree(TEXT.encode(), "model.yaml")
OPTIONAL = ("lasts", "excited", "act", "store", "deferral", "value")  # where null says that there is none


@cache
def shipped():
    return load_on_reference("kazakhstan-2022")


def refused(do, *says):
    """What `do` is refused with: one line with file, key and remedy."""
    with pytest.raises(InputError) as caught:
        do()
    message = str(caught.value)
    assert "\n" not in message
    for words in ("model.yaml: ", "expected", *says):
        assert words in message, message
    return message


@pytest.mark.parametrize("kind", SMALL)
def test_the_small_models_are_sound(kind):
    assert loaded(SMALL[kind]()).horizon == 20


def test_the_shipped_model_is_sound():
    case, model = load_model("kazakhstan-2022")
    assert case.id == "kazakhstan-2022"
    assert len(model.version) == 16


@pytest.mark.parametrize(("kind", "path", "value", "says"), SENSE)
def test_what_makes_no_sense_is_refused(kind, path, value, says):
    found = put(trees()[kind], path, value)
    refused(lambda: loaded(found), *says)


def leaves(found, path=()):
    """One path for every key that the shipped model uses, whatever the name it stands under."""
    seen = {}
    for way, one in every(found, path):
        shape = tuple("*" if at == 1 or (at == 3 and way[0] == "networks") else key for at, key in enumerate(way))
        shape = tuple("#" if isinstance(key, int) else key for key in shape)
        if way[0] == "mechanisms" and len(shape) > 3:
            shape = (*shape[:3], "*")
        seen.setdefault(shape, (way, one))
    return list(seen.values())


def every(found, path):
    if path:
        yield path, found
    pairs = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, one in pairs:
        yield from every(one, (*path, key))


def wrong_types():
    found = []
    for way, one in leaves(TREE):
        bad = {"a set": {"a": 1}, "a number": 3, "a list": ["x", ["y"]], "nothing": None, "a word": "strange word"}
        if isinstance(one, str):
            bad = {key: bad[key] for key in ("a number", "a list", "nothing")}
        elif isinstance(one, dict):
            bad = {key: bad[key] for key in ("a list", "nothing", "a word")}
        elif isinstance(one, list):
            bad.pop("a list")
        else:
            bad.pop("a number")
        if way[-1] in OPTIONAL:
            bad.pop("nothing", None)
        if way[0] == "parameters" and len(way) == 2:
            bad.pop("a list", None)
        for name, value in bad.items():
            found.append(pytest.param(way, value, id=f"{'.'.join(map(str, way))} is {name}"))
    return found


@pytest.mark.parametrize(("way", "value"), wrong_types())
def test_a_value_of_another_type_is_refused_wherever_it_stands(way, value):
    key = next(str(one) for one in reversed(way) if not isinstance(one, int))
    found = put(TREE, "/".join(map(str, way)), value)
    refused(lambda: loaded(found, shipped()), key)


SMALL_TEXT = """horizon: 20
draws: 100
seed: 7
parameters:
  rate: &rate
    draw: fixed(0.1)
    unit: 1/d
    licence: expert
    source: [S1]
    known: 2020-01-01
    why: a day is read as it stands
modes:
  port: {states: [on, NO], why: words of YAML 1.1 stay words}
mechanisms:
  storm: {kind: hazard, licence: expert, rate: rate, sets: {port: NO}, why: made up}
questions: {}
scenarios:
  base: {about: as things stand}
"""
TEXTS = [
    ("seed: 7", "seed: 7\nseed: 8", "line 4", "duplicate key"),
    ("  rate: &rate", "  rate: {}\n  rate: &rate", "line 6", "duplicate key"),
    ("horizon: 20\n", "", "horizon is missing"),
    ("horizon: 20", "horizon: 3.5e6", "horizon is 3500000.0"),
    ("horizon: 20", "horizon: 0x", "horizon is '0x'"),
    ("horizon: 20", "horizon: 20d", "horizon is '20d'"),
    ("horizon: 20", "horizon: 1:30", "horizon is '1:30'"),
    ("horizon: 20", "horizon: on", "horizon is 'on'"),
    ("horizon: 20", "horizon: NO", "horizon is 'NO'"),
    ("horizon: 20", "horizon: yes", "horizon is 'yes'"),
    ("horizon: 20", "horizon: true", "horizon is True"),
    ("horizon: 20", "horizon: ~", "horizon is None"),
    ("horizon: 20", "horizon:", "horizon is None"),
    ("horizon: 20", "horizon: .nan", "horizon: nan"),
    ("horizon: 20", "horizon: -.inf", "horizon: -inf"),
    ("horizon: 20", "horizon: 1e999", "horizon: inf"),
    ("horizon: 20", "horizon: " + "9" * 500, "horizon: 9"),
    ("horizon: 20", "horizon: " + "9" * 5000, "cannot be read"),
    ("horizon: 20", "horizon: !!int x", "cannot be read"),
    ("horizon: 20", "horizon: !!bool x", "cannot be read"),
    ("horizon: 20", "horizon: !!binary aGk=", "horizon: a bytes"),
    ("horizon: 20", "horizon: !!set {a, b}", "horizon: a set"),
    ("horizon: 20", "horizon: !!timestamp 2020-01-01 00:00:00", "horizon is '2020-01-01"),
    ("horizon: 20", "horizon: !!python/name:os.system x", "cannot be read"),
    ("horizon: 20", "horizon: !mine x", "cannot be read"),
    ("horizon: 20", "horizon: *nothing", "undefined alias 'nothing'"),
    ("horizon: 20", "%YAML 1.1\n---\nhorizon: 20", "without directives"),
    ("horizon: 20", "horizon: 20\n---\nhorizon: 30", "cannot be read"),
    ("horizon: 20", "horizon: 20\n...\nhorizon: 30", "cannot be read"),
    ("horizon: 20", "3: 20", "key 3"),
    ("horizon: 20", "? [a, b]\n: 20", "key a tuple"),
    ("horizon: 20", "? {a: b}\n: 20", "cannot be read"),
    ("horizon: 20", "'': 20\nhorizon: 20", "key ''"),
    ("horizon: 20", '"a\\nb": 20\nhorizon: 20', "key 'a\\nb'"),
    ("horizon: 20", "horizon: 20\n <<: 3", "cannot be read"),
    ("horizon: 20", "Horizon: 20", "unknown key 'Horizon'"),
    ("horizon: 20", "- horizon: 20", "cannot be read"),
    ("  rate: &rate", "  rate: &rate *rate", "cannot be read"),
    ("  rate: &rate", "  1: &rate", "parameters: key 1"),
    ("  rate: &rate", "  true: &rate", "parameters: key True"),
    ("    draw: fixed(0.1)", "   draw: fixed(0.1)", "cannot be read"),
    ("    draw: fixed(0.1)", "\tdraw: fixed(0.1)", "cannot be read"),
    ("    draw: fixed(0.1)", "    draw fixed(0.1)", "cannot be read"),
    ("    draw: fixed(0.1)", "    draw: [fixed(0.1)", "cannot be read"),
    ("    draw: fixed(0.1)", "    draw: 'fixed(0.1)", "cannot be read"),
    ("    draw: fixed(0.1)", "    draw: |\n", "parameters.rate.draw: a text of 0 signs"),
    ("    draw: fixed(0.1)", "    draw: {fixed: 0.1}", "parameters.rate.draw"),
    ("    draw: fixed(0.1)", "    draw: 0.1", "parameters.rate.draw"),
    ("    draw: fixed(0.1)", "    draw: " + "x" * 5000, "parameters.rate.draw: a text of 5000 signs"),
    ("    draw: fixed(0.1)", "    draw: " + "(" * 3000, "parameters.rate.draw"),
    ("    draw: fixed(0.1)", "    draw: fixed(٠.١)", "parameters.rate.draw"),
    ("    unit: 1/d", "    unit: 1", "parameters.rate.unit"),
    ("    unit: 1/d", "    unit: 1/d\n    unit: 1/d", "duplicate key"),
    ("    unit: 1/d", "    unit: 1 / d", "parameters.rate.unit"),
    ("    unit: 1/d", "    units: 1/d", "parameters.rate", "units"),
    ("    source: [S1]", "    source: S1", "parameters.rate.source"),
    ("    source: [S1]", "    source: {S1}", "parameters.rate.source"),
    ("    source: [S1]", "    source: &me [*me]", "parameters.rate.source"),
    ("    known: 2020-01-01", "    known: 2022-13-40", "parameters.rate.known: '2022-13-40' is no day"),
    ("    known: 2020-01-01", "    known: 2020", "parameters.rate.known"),
    ("    known: 2020-01-01", "    known: 9999-12-31", "parameters.rate.known"),
    ("    known: 2020-01-01", "    known: 2020-01-01T00:00:00Z", "parameters.rate.known"),
    ("[on, NO]", "[on, off]", "mechanisms.storm.sets.port", "'NO'"),
    ("[on, NO]", "[true, NO]", "modes.port.states (1)"),
    ("[on, NO]", "{on, NO}", "modes.port.states"),
    ("[on, NO]", "[on NO]", "modes.port.states"),
    ("sets: {port: NO}", "sets: [port, NO]", "mechanisms.storm.sets"),
    ("sets: {port: NO}", "sets: {port: no}", "mechanisms.storm.sets.port"),
    ("mechanisms:\n", "mechanisms:\n  rain: *rate\n", "mechanisms.rain"),
    ("mechanisms:\n", "mechanisms: []\nother:\n", "unknown key 'other'"),
    ("questions: {}", "questions: []", "questions: is a list"),
    ("questions: {}", "questions: " + "[" * 50 + "]" * 50, "questions (1)", "nested too deep"),
    ("questions: {}", "questions: " + "[" * 500 + "]" * 500, "cannot be read"),
    ("questions: {}", "questions: &a\n  b: *a", "questions.b"),
    ("questions: {}", "questions: {Q: {ask: a, measure: {any: storm}, resolver: x}}", "questions.Q.measure.any"),
    ("  base: {about: as things stand}\n", "  base: {about: as things sta", "cannot be read"),
    ("  base: {about: as things stand}\n", "  base:\n", "scenarios.base"),
    ("  base: {about: as things stand}\n", "", "scenarios: is None"),
]


@pytest.mark.parametrize(("old", "new", "says"), [(one[0], one[1], one[2:]) for one in TEXTS])
def test_a_trap_of_the_language_is_refused(old, new, says):
    assert old in SMALL_TEXT
    refused(lambda: read_and_check(SMALL_TEXT.replace(old, new, 1)), *says)


def read_and_check(text, case=CASE):
    check(read_model(text if isinstance(text, bytes) else text.encode(), case.id), case)


def test_words_of_the_older_language_stay_words():
    model = read_model(SMALL_TEXT.encode())
    check(model, CASE)
    assert model.modes["port"].states == ("on", "NO")
    assert model.parameters["rate"][0].known == "2020-01-01"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"---", b"# nothing\n", b"[]", b"3", b"\xff\xfe", b"a: \xe9", b"h\0", SMALL_TEXT.encode("utf16"),
        b"x" * 2_000_001, b"[" * 500, b"{" * 500, b"&a [" * 300, b"a: " * 300, b"%", b"\xef\xbb\xbf",
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_no_model_at_all_is_refused(content):
    refused(lambda: read_and_check(content))


def test_a_bomb_of_anchors_is_refused_at_once():
    lines = ["a0: &a0 [x, x]"] + [f"a{one}: &a{one} [{', '.join([f'*a{one - 1}'] * 9)}]" for one in range(1, 30)]
    refused(lambda: read_and_check("\n".join(lines)))
    refused(lambda: read_and_check("\n".join(lines[:9]) + "\nhorizon: *a8\n"), "unknown key")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.77, 0.9])
def test_a_model_that_breaks_off_is_refused(share):
    cut = int(len(SMALL_TEXT) * share)
    refused(lambda: read_and_check(SMALL_TEXT[:cut]))


def test_a_missing_file_and_a_folder_in_its_place_are_refused(tmp_path):
    for _ in range(2):
        with pytest.raises(InputError, match=r"has no model\.yaml; expected one in "):
            with_model(shipped(), tmp_path)
        (tmp_path / "model.yaml").mkdir(exist_ok=True)


SHIPPED_TEXTS = [
    ("horizon: 90", "horizon: 90\nhorizon: 91", "duplicate key"),
    ("draw: gamma(4, 0.75)", "draw: gamma(4; 0.75)", "parameters.unrest_rate.draw"),
    ('known: "2022-01-31"', "known: 2022-13-40", "parameters.unrest_rate.known", "2022-13-40"),
    ("uniform(0.37, 0.5)", "uniform(0.37, 0.95)", "excited", "breed without end"),
    ("figure: route-cpc flow KAZ", "figure: route-cpc capacity2 KAZ", "parameters.west_output.figure"),
    ("figure: route-cpc flow KAZ\n    unit: kt/d", "figure: KAZ population\n    unit: kt/d", "west_output.figure"),
    ("reference: B1", "reference: B77", "parameters.troops_given_request.reference"),
    ("given: [wave]", "given: [contested]", "circle"),
    ("cost: 38", "cost: -38", "networks.oil.arcs.cpc.cost"),
    ("to: terminal,", "to: termnal,", "networks.oil.arcs.cpc.to"),
    ("cpc_pipe=closed from 1 until 30", "cpc_pipe=clsd from 1 until 30", "scenarios.closure_30d.moves (1)"),
    ("measure: {chain: true}", "measure: {chain: true, row: leaked}", "questions.Q4.measure"),
]


@pytest.mark.parametrize(("old", "new", "says"), [(one[0], one[1], one[2:]) for one in SHIPPED_TEXTS])
def test_the_shipped_text_broken_by_hand_is_refused(old, new, says):
    assert old in TEXT
    refused(lambda: read_and_check(TEXT.replace(old, new, 1), shipped()), *says)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_leaves_a_sound_model_or_one_clear_refusal(data):
    text = SMALL_TEXT.encode()
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 12))
    put_in = data.draw(st.binary(max_size=4) | st.sampled_from([b"*", b"&a ", b"!!", b"{", b"]", b"\t", b": ", b"- "]))
    said = outcome(text[:at] + put_in + text[at + gone :])
    assert said == "" or ("model.yaml: " in said and "expected" in said and "\n" not in said)


def outcome(text):
    """What a model is refused with, nothing where it is sound."""
    try:
        read_and_check(text)
    except InputError as error:
        return str(error)
    return ""
