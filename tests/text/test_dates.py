"""Date phrases, their days, the known events of a text, and what they tell about an undated article."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import DataError
from steppe.text import dates
from steppe.text.date_anchors import _anchor, anchor_dates, bound_published, infer_published, shipped_anchors
from steppe.text.date_phrase import DatePhrase
from steppe.text.date_relative import year_named
from steppe.text.date_resolve import resolve
from steppe.text.date_story import dates_in
from steppe.text.dates import date_phrases
from steppe.text.lexicon import shipped
from steppe.types import Span, When

SUNDAY = When(first=date(2022, 11, 27), last=date(2022, 11, 27), basis="published", why="page")
WORDS_OF_DATES = (
    "in the beginning of second half since until by from to between and 5 2019 3rd May March Jan. Friday last next "
    "this previous two three few several days weeks later ago before after very same following year month quarter "
    "early mid-2022 late autumn overnight now over course past decades , - troops Christmas Day 2022-01-05"
).split()
COLUMNS = ("name", "word", "pattern", "first", "last", "source", "example", "not")
TOLD = When(first=date(2022, 1, 5), last=date(2022, 1, 5), basis="stated", why="5 January 2022")


def day(text: str) -> date:
    return date.fromisoformat(text)


# text | phrase | first | last | basis, read from a page of Sunday 27 November 2022 that last spoke of 5 January 2022
CASES = """
Signed on 5 January 2022.|5 January 2022|2022-01-05|2022-01-05|stated
January 5, 2022, was cold.|January 5, 2022|2022-01-05|2022-01-05|stated
It fell on Sept. 11, 2001.|Sept. 11, 2001|2001-09-11|2001-09-11|stated
The 5th of May, 1999 came.|5th of May, 1999|1999-05-05|1999-05-05|stated
Filed 2022-01-05T10:22 GMT|2022-01-05|2022-01-05|2022-01-05|stated
Filed 25.1.2022 in Oslo|25.1.2022|2022-01-25|2022-01-25|stated
Filed 1/25/2022 in Reno|1/25/2022|2022-01-25|2022-01-25|stated
Met on Friday 3 June 2022|Friday 3 June 2022|2022-06-03|2022-06-03|stated
Wednesday, Jan. 5 was calm|Wednesday, Jan. 5|2022-01-05|2022-01-05|inferred
On January 5 they met|January 5|2022-01-05|2022-01-05|inferred
On 29 February they met|29 February|2020-02-29|2020-02-29|inferred
On December 12 they met|December 12|2021-12-12|2021-12-12|inferred
In May 2020 he left|May 2020|2020-05-01|2020-05-31|stated
In July they met|July|2022-07-01|2022-07-31|inferred
In November it rained|November|2022-11-01|2022-11-30|inferred
Since last July it rained|Since last July|2022-07-01|2022-11-27|inferred
Votes are due next May|next May|2023-05-01|2023-05-31|inferred
It fell in December last year|December last year|2021-12-01|2021-12-31|stated
It fell in May this year|May this year|2022-05-01|2022-05-31|stated
It fell in October of that year|October of that year|2022-10-01|2022-10-31|stated
She spoke on Thursday|Thursday|2022-11-24|2022-11-24|stated
She spoke on Sunday|Sunday|2022-11-27|2022-11-27|stated
She spoke last Friday|last Friday|2022-11-25|2022-11-25|stated
She speaks next Monday|next Monday|2022-11-28|2022-11-28|stated
They met Monday night|Monday night|2022-11-21|2022-11-21|stated
Open from Monday to Friday|from Monday to Friday|2022-11-21|2022-11-25|stated
Saturday's raid failed|Saturday|2022-11-26|2022-11-26|stated
It began in 2014|2014|2014-01-01|2014-12-31|stated
the 2014 election|2014|2014-01-01|2014-12-31|stated
Lima's 2014 election|2014|2014-01-01|2014-12-31|stated
The reform (2014) failed|2014|2014-01-01|2014-12-31|stated
At war since 2014|since 2014|2014-01-01|2022-11-27|stated
between 2014 and 2019|between 2014 and 2019|2014-01-01|2019-12-31|stated
from 2014 to 2019|from 2014 to 2019|2014-01-01|2019-12-31|stated
in 2014-15|2014-15|2014-01-01|2015-12-31|stated
Carbon neutral by 2030|by 2030|2022-11-27|2030-12-31|stated
in the 1990s|1990s|1990-01-01|1999-12-31|stated
in the early 1990s|early 1990s|1990-01-01|1993-04-30|stated
a 19th-century fort|19th-century|1801-01-01|1900-12-31|stated
He said today|today|2022-11-27|2022-11-27|stated
He left yesterday evening|yesterday evening|2022-11-26|2022-11-26|stated
the day before yesterday|the day before yesterday|2022-11-25|2022-11-25|stated
He leaves tomorrow|tomorrow|2022-11-28|2022-11-28|stated
They speak tonight|tonight|2022-11-27|2022-11-27|stated
shelled last night|last night|2022-11-26|2022-11-26|stated
shelled overnight|overnight|2022-11-26|2022-11-27|stated
it fell last week|last week|2022-11-14|2022-11-20|stated
it fell last weekend|last weekend|2022-11-19|2022-11-20|stated
it fell last month|last month|2022-10-01|2022-10-31|stated
it fell last year|last year|2021-01-01|2021-12-31|stated
it falls next year|next year|2023-01-01|2023-12-31|stated
this year it fell|this year|2022-01-01|2022-12-31|stated
earlier this year it fell|earlier this year|2022-01-01|2022-11-27|stated
later this month|later this month|2022-11-27|2022-11-30|stated
two days ago|two days ago|2022-11-25|2022-11-25|stated
a week ago|a week ago|2022-11-14|2022-11-20|stated
a decade ago|a decade ago|2010-11-28|2014-11-27|stated
two hours ago|two hours ago|2022-11-26|2022-11-27|stated
in two days' time|in two days' time|2022-11-29|2022-11-29|stated
in the past five years|in the past five years|2017-11-27|2022-11-27|stated
over the next two weeks|over the next two weeks|2022-11-27|2022-12-11|stated
in the last few days|in the last few days|2022-11-13|2022-11-27|inferred
Unrest since yesterday|since yesterday|2022-11-26|2022-11-27|stated
It has recently fallen|recently|2022-10-28|2022-11-27|inferred
He is hidden these days|these days|2022-10-28|2022-11-27|inferred
in recent weeks|recent weeks|2022-09-28|2022-11-27|inferred
He is currently away|currently|2022-11-27|2022-11-27|stated
the very next day|the very next day|2022-01-06|2022-01-06|stated
that same day|that same day|2022-01-05|2022-01-05|stated
the following week|the following week|2022-01-10|2022-01-16|stated
the previous year|the previous year|2021-01-01|2021-12-31|stated
a day earlier|a day earlier|2022-01-04|2022-01-04|stated
three weeks later|three weeks later|2022-01-23|2022-01-29|stated
He died days later.|days later|2022-01-07|2022-01-19|stated
He died the day after.|the day after|2022-01-06|2022-01-06|stated
in early March|early March|2022-03-01|2022-03-10|inferred
In mid-2022 it|mid-2022|2022-05-01|2022-08-31|stated
in late 2021|late 2021|2021-09-01|2021-12-31|stated
in the middle of the year|middle of the year|2022-05-01|2022-08-31|stated
at the end of June|end of June|2022-06-23|2022-06-30|inferred
the first half of 2022|first half of 2022|2022-01-01|2022-06-30|stated
in Q3 2022|Q3 2022|2022-07-01|2022-09-30|stated
in spring 2021|spring 2021|2021-03-01|2021-05-31|stated
in the winter of 2021-22|winter of 2021-22|2021-12-01|2022-02-28|stated
last winter|last winter|2021-12-01|2022-02-28|inferred
from 3 to 5 May|from 3 to 5 May|2022-05-03|2022-05-05|inferred
on 3-5 May 2021|3-5 May 2021|2021-05-03|2021-05-05|stated
on 3 and 4 May|3 and 4 May|2022-05-03|2022-05-04|inferred
between March and June 2020|between March and June 2020|2020-03-01|2020-06-30|stated
12 May to 3 June 2021|12 May to 3 June 2021|2021-05-12|2021-06-03|stated
December 2019 to March 2020|December 2019 to March 2020|2019-12-01|2020-03-31|stated
on New Year's Eve|New Year's Eve|2021-12-31|2021-12-31|inferred
""".strip().splitlines()

NOT_DATES = """
They may march on the city and must not fall.
May I ask what Theresa May thinks?
The Second World War was long.
Turnout was 41 percent, up to 15 years in jail.
Some 2014 people came; over 2000 protesters; rose to 2000.
Flight 370, Resolution 2254, G20, page 1984 and Vision 2030.
The Arab Spring and Black Friday, the Mail on Sunday, USA Today.
A day before the vote he spoke, a year after the coup.
Filed 5.1.2022, scores of 2-1 and 3/4.
In 2000 cases the march 15 percent went well.
The scent of 33 March 45 days.
May 35 and 2022-13-45.
Black September hid; the Women's March was loud.
It is two years older than the other.
""".strip().splitlines()


@pytest.mark.parametrize("line", CASES)
def test_a_phrase_means_its_days(line: str) -> None:
    text, words, first, last, basis = line.split("|")
    found = next(p for p in date_phrases(text) if words in p.quote)
    when = resolve(found, published=SUNDAY, context=[TOLD])
    assert when is not None
    assert (found.quote, when.first, when.last, when.basis) == (words, day(first), day(last), basis)
    assert found.quote in when.why


def test_what_ends_in_the_past_has_no_known_beginning() -> None:
    for words in ("by the end of June", "until Friday", "before 2014"):
        assert resolve(date_phrases(words)[0], published=SUNDAY) is None


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert date_phrases(text) == ()


def test_the_tense_picks_the_side() -> None:
    monday = date_phrases("on Tuesday")[0]
    assert resolve(monday, published=SUNDAY) == When(
        first=day("2022-11-22"), last=day("2022-11-22"), basis="stated", why="Tuesday: tuesday as seen from publication"
    )
    future = resolve(monday, published=SUNDAY, direction="future")
    assert future is not None
    assert future.first == day("2022-11-29")


def test_without_publication_or_context_nothing_is_invented() -> None:
    for words in ("On January 5", "in July", "on Thursday", "yesterday", "the next day", "recently", "this year"):
        assert resolve(date_phrases(words)[0], published=None) is None


def test_a_vague_publication_date_makes_relative_words_vague() -> None:
    vague = When(first=day("2022-02-24"), last=day("2023-02-24"), basis="inferred", why="bounded")
    found = resolve(date_phrases("since yesterday")[0], published=vague)
    assert found is not None
    assert (found.first, found.last, found.basis) == (day("2022-02-23"), day("2023-02-24"), "inferred")
    july = resolve(date_phrases("in July")[0], published=vague)
    assert july is not None
    assert (july.first, july.basis) == (day("2022-07-01"), "inferred")
    assert resolve(date_phrases("on Thursday")[0], published=vague) is None


@pytest.mark.parametrize(
    ("name", "example", "no_example"),
    [(row[0], row[6], row[7]) for row in shipped("anchors.tsv", COLUMNS)],
)
def test_each_anchor_finds_its_example_only(name: str, example: str, no_example: str) -> None:
    assert name in {when.why for _, when in anchor_dates(example)}
    assert name not in {when.why for _, when in anchor_dates(no_example)}


def test_anchors_are_many_and_say_where_they_stand() -> None:
    assert len(shipped_anchors()) >= 40
    text = "After the FALL OF KABUL and Moscow\u2019s attack on Ukraine, trade fell."
    assert [span.of(text) for span, _ in anchor_dates(text)] == ["FALL OF KABUL", "Moscow\u2019s attack on Ukraine"]


@pytest.mark.parametrize(
    "row",
    [("x", "x", "x", "2022-2-4", ""), ("x", "x", "x", "2022-02-04", "2021-01-01"), ("x", "X", "x", "2022-02-04", "")],
)
def test_a_wrong_anchor_names_its_row(row: tuple[str, ...]) -> None:
    with pytest.raises(DataError, match=r"anchors\.tsv: x: "):
        _anchor(row)


def test_an_undated_article_is_bounded_by_what_it_tells() -> None:
    text = "In 2014 it began. In May 2021 she left. The vote will be held in June 2029. Goals for 2030 stand, by 2035."
    found = infer_published(text, date_phrases(text))
    assert found is not None
    assert (found.first, found.last, found.basis) == (day("2021-05-01"), day("2022-05-01"), "inferred")
    tenure = When(first=day("2019-03-20"), last=day("2021-09-30"), basis="inferred")
    bounded = infer_published(text, date_phrases(text), tenures=[tenure])
    assert bounded is not None
    assert bounded.last == day("2021-09-30")
    assert infer_published("Nothing here.", ()) is None
    assert bound_published([], []) is None


def test_the_day_of_fetching_closes_the_interval() -> None:
    anchors = [When(first=day("2022-02-24"), last=day("2022-02-24"), basis="inferred"), TOLD]
    late = When(first=day("2030-01-01"), last=day("2030-12-31"), basis="stated")
    found = bound_published([*anchors, late], until=day("2022-06-01"))
    assert found is not None
    assert (found.first, found.last) == (day("2022-02-24"), day("2022-06-01"))


def story(text: str, published: When | None) -> list[tuple[str, str | None]]:
    cuts = [at for at in range(len(text)) if text.startswith(". ", at)]
    spans = [Span(a, b) for a, b in zip([0, *(c + 2 for c in cuts)], [*(c + 1 for c in cuts), len(text)], strict=True)]
    dated = dates_in(text, spans, published=published, anchors=anchor_dates(text))
    assert all(d.phrase.span.of(text) == d.phrase.quote for d in dated)
    return [(d.phrase.quote, d.when.first.isoformat() if d.when else None) for d in dated]


def test_a_yearless_day_takes_the_year_of_the_event_it_is_tied_to() -> None:
    text = (
        "On March 1, days after the fall of Lima. On January 5, shortly after the invasion of Ukraine, he left. "
        "On January 6 he fled."
    )
    assert story(text, None) == [("March 1", None), ("January 5", "2022-01-05"), ("January 6", "2022-01-06")]
    late = When(first=day("2024-03-01"), last=day("2024-03-01"), basis="stated")
    assert story(text, late)[1] == ("January 5", "2022-01-05")
    loose = "On January 5 the envoy spoke of Russia's attack on Ukraine."
    assert story(loose, late) == [("January 5", "2024-01-05")]


def test_a_year_told_before_it_in_the_sentence_counts() -> None:
    assert story("In 2014, after unrest, on March 18 the pact was signed.", SUNDAY)[1] == ("March 18", "2014-03-18")
    assert story("On March 18 he honoured the pact signed in 2014.", SUNDAY)[0] == ("March 18", "2022-03-18")


def test_the_story_moves_on_from_the_day_last_told() -> None:
    text = (
        "The junta struck on 26 July 2023. The next day it shut the airport. A week later envoys came. "
        "Two days ago it spoke."
    )
    assert story(text, When(first=day("2023-09-01"), last=day("2023-09-01"), basis="stated")) == [
        ("26 July 2023", "2023-07-26"),
        ("The next day", "2023-07-27"),
        ("A week later", "2023-07-31"),
        ("Two days ago", "2023-08-30"),
    ]


def test_what_will_be_lies_ahead() -> None:
    assert story("Talks will open on Tuesday. Talks opened on Tuesday.", SUNDAY) == [
        ("Tuesday", "2022-11-29"),
        ("Tuesday", "2022-11-22"),
    ]


PIECES = (
    "in on since between and to from the last next early mid late 2014 1990s 5 31 May March July Monday winter spring "
    "of week year days two ago later that same a , . - 2022-01-05 25.1.2022 by until Q3 half first end 29 February 9999"
)
WORDS = st.sampled_from(PIECES.split())
WHENS = st.dates(date.min, date.max).flatmap(
    lambda first: st.integers(0, 400).map(
        lambda more: When(first=first, last=first + min(timedelta(more), date.max - first), basis="inferred")
    )
)


@given(
    st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join)),
    st.one_of(st.none(), WHENS),
    st.lists(WHENS, max_size=2),
)
def test_any_text_gives_true_spans_and_ordered_days(text: str, published: When | None, context: list[When]) -> None:
    end = 0
    for phrase in date_phrases(text):
        assert phrase.span.start >= end
        assert phrase.span.of(text) == phrase.quote != ""
        end = phrase.span.end
        for when in (
            resolve(phrase, published=published, context=context),
            resolve(phrase, published=published, context=context, direction="future"),
        ):
            assert when is None or when.first <= when.last
    for span, when in anchor_dates(text):
        assert span.of(text)
        assert when.first <= when.last
    dates_in(text, [Span(0, len(text))], published=published, anchors=anchor_dates(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["word ", "in May 5 of the last ", "1 January to ", "9", " ", "the next day ", "Ukraine war ", "January, "]
)
def test_reading_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.perf_counter()
        date_phrases(text)
        anchor_dates(text)
        return time.perf_counter() - began

    assert seconds(160_000) < 12 * seconds(40_000) + 0.5


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS_OF_DATES), max_size=30).map(" ".join))
def test_looking_only_near_dating_words_finds_what_looking_everywhere_finds(text: str) -> None:
    found: list[DatePhrase] = []
    end = 0
    for word in dates._WORD.finditer(text):
        phrase = dates._first(dates._READERS.get(dates._key(word[0]), ()), text, word.start())
        if word.start() >= end and phrase is not None:
            found.append(year_named(phrase, text))
            end = found[-1].span.end
    assert date_phrases(text) == tuple(found)
