"""The outlook of a brief: pairs of the text, numbers that lead to their past events, thin histories told as such."""

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from past_events import written
from playwright.sync_api import sync_playwright
from states import DAY, SAID, coded

from steppe import asking, flow, foresight
from steppe.brief.brief import to_json
from steppe.brief.charts.reliability import reliability
from steppe.brief.compose import compose
from steppe.brief.foreseen import Level
from steppe.brief.html import to_html
from steppe.brief.outlook_told import view_lines
from steppe.brief.outlook_view import acting, asked
from steppe.brief.terminal import to_terminal
from steppe.errors import InputError, UnknownName
from steppe.ontology.vocabulary import load
from steppe.outlook.history import History

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
VIEWS = [  # two together have each width and each scheme
    ("light", 390),
    ("dark", 1280),
    pytest.param("light", 1280, marks=pytest.mark.slow),
    pytest.param("dark", 390, marks=pytest.mark.slow),
]
STATES = frozenset("RUS UKR KAZ ARM AZE CHN BLR SWE FJI".split())


@pytest.fixture(scope="module")
def article():
    return coded()


@pytest.fixture(scope="module")
def made(article):
    notes = {kind.name: f"{load().quads[kind.quad]}: {kind.gist}" for kind in load().types.values()}
    return compose(article, made=article.article.fetched, ontology_note=notes)


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    found, _ = foresight.history([written(tmp_path_factory.mktemp("past") / "events.csv", busy=6)])
    return found


@pytest.fixture(scope="module")
def at():
    return asking.setting("kazakhstan-2022", as_of=DAY, draws=200)


@pytest.fixture(scope="module")
def full(made, article, past, at):
    return asking.with_outlook(made, article, asking.Looking(past=past, name="ew-rate"), case="kazakhstan-2022", at=at)


@pytest.fixture(scope="module")
def page(full):
    return to_html(full)


def test_pairs_are_those_with_most_events_and_quads_those_told_and_material_conflict(article):
    found = acting(article, load(), STATES)
    assert [(one.who, one.whom, len(one.told)) for one in found][:3] == [
        ("KAZ", "RUS", 3), ("RUS", "KAZ", 2), ("SWE", "FJI", 2),
    ]  # fmt: skip
    assert len(found) == 6
    assert found[0].quads == (3, 4)
    assert found[0].told == ("E2", "E3", "E4")
    assert acting(article, load(), frozenset()) == ()


def test_every_number_is_the_forecast_of_its_question_as_known_before_the_article(full, past):
    rows = [row for pair in full.outlook.pairs for row in pair.rows]
    assert len(rows) >= 8
    for row in rows:
        alone = foresight.outlook(row.question, past, as_of=DAY).forecast
        assert (row.probability, row.low, row.high) == (alone.probability, alone.low, alone.high)
        assert row.base_rate == alone.base_rate
    assert full.outlook.as_of == DAY
    assert full.outlook.forecaster == "ew-rate@1"


def test_what_becomes_known_later_changes_nothing(full, made, article, past, at):
    later = [("Russia", "Use conventional military force", "Kazakhstan", DAY + timedelta(days=day)) for day in range(9)]
    rows = [(past.actors[past.source[i]], past.kinds[past.kind[i]].name, past.actors[past.target[i]],
             date.fromordinal(int(past.day[i]) + date(1970, 1, 1).toordinal())) for i in range(len(past))]  # fmt: skip
    kinds = past.kinds
    before, after = (History.of(found, kinds=kinds) for found in (rows, [*rows, *later]))
    views = [asking.with_outlook(made, article, asking.Looking(past=one)).outlook for one in (before, after)]
    assert views[0].pairs == views[1].pairs
    assert views[0].track == views[1].track


def test_a_forecaster_is_named_through_the_registry(made, article, past):
    found = asking.with_outlook(made, article, asking.Looking(past=past, name="climatology")).outlook
    assert found.forecaster == "climatology@1"
    assert found.track.rival is None
    assert all(row.probability == row.base_rate for pair in found.pairs for row in pair.rows)
    with pytest.raises(UnknownName, match="forecaster 'crystal-ball'"):
        asking.with_outlook(made, article, asking.Looking(past=past, name="crystal-ball"))


@pytest.mark.parametrize("steady", [True, False])
def test_unnamed_the_forecaster_gives_way_to_climatology_where_that_did_better(made, article, tmp_path, steady):
    lines = written(tmp_path / "events.csv", busy=6).read_text(encoding="utf8").splitlines()
    if not steady:  # nearly all of the first year is left out, so that newer days tell more than old ones
        lines = lines[:1] + [line for line in lines[1:] if line > "2021-12" or line.endswith("China")]
    (tmp_path / "cut.csv").write_text("\n".join(lines) + "\n", encoding="utf8")
    found, _ = foresight.history([tmp_path / "cut.csv"])
    view = asking.with_outlook(made, article, asking.Looking(past=found)).outlook
    assert view.track.rival is not None
    assert view.track.brier <= view.track.rival
    assert (view.forecaster, view.track.rival_name) == (
        ("climatology@1", "ew-rate") if steady else ("ew-rate@1", "climatology")
    )
    assert f"{view.track.rival_name} <span" in to_html(replace(made, outlook=view))


def test_two_clicks_lead_from_a_number_to_its_source_row(page, full):
    ids = set(re.findall(r'id="([^"]+)"', page))
    for row in [row for pair in full.outlook.pairs for row in pair.rows]:
        way = f"w-{row.ref.lower()}"
        assert page.count(f'href="#{way}"') >= 3
        assert way in ids
        block = page.split(f'id="{way}"')[1].split("</tr>")[0]
        for step in row.steps:
            for ref in step.events:
                assert f'href="#{ref.lower()}"' in block
    for one in full.outlook.past:
        assert one.ref.lower() in ids
        assert f"events.csv, row {one.source.split('row ')[1]}" in page
        assert one.day.isoformat() in page


def test_the_steps_lead_to_the_forecast(full):
    for row in [row for pair in full.outlook.pairs for row in pair.rows]:
        assert row.steps[-1].until == pytest.approx(row.probability, abs=1e-6) or row.rest


def test_the_questions_of_the_title_stand_beside_the_model(full, at, page):
    titled = full.outlook.titled
    assert [one.other for one in titled] == ["Q1", "Q1", "Q13"]
    for one in titled:
        card = asking.ask(at, one.other)[0]
        assert one.asked == card.ask
        assert one.said in {line.strip() for line in asking.answer_lines(card)}
        assert one.forecast is not None
        for words in (one.counts, one.differs, one.lacks):
            assert words.split(";")[0].replace("'", "&#39;") in page


def test_likelihood_and_confidence_never_share_a_sentence(page):
    section = page.split('<section id="outlook"')[1].split("</section>")[0]
    for sentence in re.split(r"(?<=[.!?])\s|<li>|<p", section):
        assert not ("Confidence" in sentence and re.search(r"almost no chance|likely|roughly even", sentence, re.I))


def test_the_track_record_is_drawn_with_its_table_behind(full, page):
    track = full.outlook.track
    assert track.windows >= 100
    assert sum(one.count for one in track.levels) == track.windows
    assert 0 < track.brier < 0.25
    assert "What was said against how often it came" in page
    assert page.count('<td role="cell" data-label="Came"') == len(track.levels)


def test_the_chart_has_a_disc_and_a_bar_for_each_level():
    level = Level(since=0.0, until=0.1, count=9, said=0.05, came=0.5, low=0.4, high=0.6)
    levels = [replace(level, said=0.1 * at + 0.05, count=at + 1) for at in range(10)]
    drawn = reliability(levels)
    assert drawn.count("<circle") == 10
    assert drawn.count('class="shape cooperation"') == 10
    assert "said 95%, came 50% of 10" in drawn


def test_a_pair_the_history_hardly_knows_gets_words_and_no_number(full, page):
    (fiji,) = [pair for pair in full.outlook.pairs if pair.whom == "Fiji"]
    assert fiji.rows == ()
    assert fiji.thin == "too little past: no events of the two known, 5 are needed"
    assert fiji.thin in page


@pytest.mark.parametrize("days", [10, 59])
def test_a_history_too_thin_says_so_and_shows_no_number(made, article, at, tmp_path, days):
    past, _ = foresight.history([written(tmp_path / "few.csv", days=days, busy=20)])
    found = asking.with_outlook(made, article, asking.Looking(past=past), case="kazakhstan-2022", at=at)
    section = to_html(found).split('<section id="outlook"')[1].split("</section>")[0]
    assert "too thin" in section
    assert not found.outlook.pairs
    assert "strip" not in section
    assert all(one.forecast is None and one.thin for one in found.outlook.titled)


def test_an_empty_history_and_a_text_without_pairs_are_said_in_words(made, past):
    found = asking.with_outlook(made, coded(), asking.Looking(past=History.of([])))
    assert "the history covers 0 days" in to_html(found)
    none = asking.with_outlook(made, coded(SAID[:0]), asking.Looking(past=past))
    assert "no act of one state towards another" in to_html(none)


def test_too_few_windows_are_not_drawn(made, article, tmp_path):
    past, _ = foresight.history([written(tmp_path / "half.csv", days=150, busy=20)])
    found = asking.with_outlook(made, article, asking.Looking(past=past))
    assert found.outlook.pairs
    assert "210 are needed" in found.outlook.track.thin
    assert "Too little past to draw it" in to_html(found)


def test_without_a_history_there_is_no_section(made):
    assert made.outlook is None
    assert 'id="outlook"' not in to_html(made)
    assert "OUTLOOK" not in to_terminal(made)


def test_a_model_that_knows_nothing_so_early_leaves_the_forecasts_alone(made, article, past):
    early = date(2022, 3, 1)
    found = asking.with_outlook(made, article, asking.Looking(past=past, as_of=early), case="kazakhstan-2022")
    assert all(one.said.startswith("No answer of the model: ") for one in found.outlook.titled)
    assert any(one.forecast for one in found.outlook.titled)


def test_the_terminal_and_the_json_tell_the_same(full):
    shown = to_terminal(full, width=100)
    for pair in full.outlook.pairs:
        assert f"{pair.who} -> {pair.whom}" in shown
    assert "none of them is confirmed" in " ".join(shown.split())
    assert f'"history":"{full.outlook.history}"' in to_json(full)
    assert any(line.startswith("track record: ") for line in view_lines(full.outlook))


def test_events_of_the_record_show_their_words_and_lead_to_the_same_event_in_the_brief(made, article, tmp_path):
    path = tmp_path / "own.duckdb"
    with flow.open_record(path) as record:
        flow.keep(record, [article])
    past, _ = foresight.history((), record=path)
    assert past.confirmed
    more = [("RUS", "THREATEN", "KAZ", DAY - timedelta(days=90 - day)) for day in range(0, 90, 9)]
    padded = replace(History.of(more, kinds=past.kinds), confirmed=True)
    look = asking.Looking(past=_joined(padded, past), as_of=DAY + timedelta(days=1), record=path)
    found = asking.with_outlook(made, article, look).outlook
    own = {one.quote: one.own for one in found.past if one.quote}
    assert own["Russia threatened Kazakhstan."] == "E5"
    assert "none of them is confirmed" not in " ".join(view_lines(found))


def _joined(first, second):
    """One history of two: made-up rows of the past before those of the record."""
    rows = [(one.actors[one.source[i]], one.kinds[one.kind[i]].name, one.actors[one.target[i]],
             date.fromordinal(int(one.known[i]) + date(1970, 1, 1).toordinal()))
            for one in (first, second) for i in range(len(one))]  # fmt: skip
    refs = [*(f"made-{at}" for at in range(len(first))), *second.refs]
    return replace(History.of(rows, kinds=second.kinds), refs=tuple(refs), confirmed=True)


def test_a_question_of_a_pair_is_the_text_form(article):
    one = acting(article, load(), STATES)[0]
    assert asked(one, 4, 30) == "KAZ -> RUS: quad-4 within 30d"


def test_a_case_without_such_questions_says_what_is_missing(past):
    with pytest.raises(InputError, match=r"south-sudan-oil has no outlook\.tsv"):
        asking.beside("south-sudan-oil", asking.Looking(past=past))


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine")
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_a_browser_finds_nothing_wrong(page, tmp_path, scheme, width):
    file = tmp_path / "brief.html"
    file.write_text(page, encoding="utf8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        tab = context.new_page()
        tab.goto(file.as_uri())
        tab.locator("#o1 a.figure").first.click()
        assert tab.url.endswith("#w-o1")
        tab.locator("#w-o1 a.ref").first.click()
        assert tab.locator("#h1").is_visible()
        tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
