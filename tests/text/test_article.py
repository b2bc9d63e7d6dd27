from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.conftest import page

from steppe.errors import DataError, InputError
from steppe.text.article import MAX_CHARACTERS, article
from steppe.text.lexicon import parse_rows, pattern
from steppe.text.sentences import sentences

HTML = """<!DOCTYPE html><html lang="en"><head><title>Ministers meet in Oslo over gas | The Daily</title>
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-04-20T10:00:00Z">
<script>var a = "<p>not words</p>";</script></head><body><nav><a href="/">Home</a></nav><article>
<h1>Ministers meet in Oslo over gas</h1><p class="standfirst">Eleven states seek a common price before the winter.</p>
<figure><img src="a.jpg"><figcaption>Ministers on the steps. Photo: Jane Doe / NTB</figcaption></figure>
<p>By Jane Doe</p>
<p>Ministers from eleven states met in Oslo on Monday to discuss gas <a href="x">supplies</a> for the winter ahead.</p>
<p><a href="/x">Read also: Another story about the fishing quota</a></p><h2>A hard winter</h2>
<p>Prices rose by 3.5 percent in a week. "We are ready," said the minister<br>of energy. He said no more.</p>
<ul><li>The first demand is a cap on prices.</li></ul>
<p>The talks go on until Friday, and then the leaders will decide.</p></article>
<footer>&copy; 2024 The Daily. All rights reserved</footer></body></html>"""


def test_html_page() -> None:
    read = article(page(HTML, media_type="text/html", address="https://www.daily.example/a"))
    assert (read.title, read.outlet, read.language) == ("Ministers meet in Oslo over gas", "The Daily", "en")
    assert read.published is not None
    assert (read.published.first, read.published.basis) == (date(2024, 4, 20), "stated")
    assert [(block.kind, block.span.of(read.text)[:14]) for block in read.blocks] == [
        ("title", "Ministers meet"),
        ("lead", "Eleven states "),
        ("caption", "Ministers on t"),
        ("boilerplate", "By Jane Doe"),
        ("body", "Ministers from"),
        ("teaser", "Read also: Ano"),
        ("heading", "A hard winter"),
        ("body", "Prices rose by"),
        ("body", "The first dema"),
        ("body", "The talks go o"),
    ]
    assert read.text == "\n\n".join(block.span.of(read.text) for block in read.blocks)
    assert "said the minister of energy" in read.text


def test_a_page_the_extractor_cannot_read_gives_its_visible_text() -> None:
    html = "<div>" * 3000 + "<p>The ministers met on Monday in the old port.</p>" + "</div>" * 3000
    read = article(page(html, media_type="text/html"))
    assert "The ministers met on Monday in the old port." in read.text
    short = article(page("<nav>Menu</nav><h2>Talks</h2><p>The ministers met.</p>", media_type="text/html"))
    assert "The ministers met." in short.text
    assert "Menu" not in short.text


@pytest.mark.parametrize("html", ["<html><body><script>var a</script></body></html>", "<p>123</p>", "<<<<<<1"])
def test_a_page_without_words_is_refused(html: str) -> None:
    with pytest.raises(InputError):
        article(page(html, media_type="text/html"))


def test_plain_text_is_kept_to_the_character() -> None:
    text = "  Talks open\r\n\r\n\tThe ministers met on Monday.\u00a0 \r\n"
    assert article(page(text)).text == text


def test_carrier_facts_come_first() -> None:
    read = article(
        page(HTML, media_type="text/html", published=date(2023, 1, 2), title="Ministers meet in Oslo over gas")
    )
    assert read.published is not None
    assert (read.published.first, read.published.why) == (date(2023, 1, 2), "the carrier's date")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Talks open\n\nPublished 6 May 2024\n\nThe ministers met over gas on Monday.", date(2024, 5, 6)),
        ("Talks open\n\n2024-05-06 10:15\n\nThe ministers met over gas on Monday.", date(2024, 5, 6)),
        ("Talks open\n\nKYIV, May 6, 2024 (Agency) - The ministers met over gas.", date(2024, 5, 6)),
        ("Talks open\n\nThe ministers met over gas on May 6, 2024.", None),
        ("Talks open\n\nPublished 31 February 2024\n\nThe ministers met over gas.", None),
    ],
)
def test_date_lines(text: str, first: date | None) -> None:
    published = article(page(text)).published
    assert (published.first if published else None) == first


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(InputError, match="characters"):
        article(page("word " * (MAX_CHARACTERS // 5 + 1)))


def test_the_id_follows_address_and_text() -> None:
    one, same, other = (article(page(f"The ministers met on {day}.")) for day in ("Monday", "Monday", "Friday"))
    assert one.id == same.id != other.id


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["text/plain", "text/markdown", "text/html"]))
def test_any_text_gives_an_article_or_a_clear_error(content: str, media_type: str) -> None:
    try:
        read = article(page(content, media_type=media_type))
    except InputError:
        return
    assert all(0 <= block.span.start < block.span.end <= len(read.text) for block in read.blocks)
    for sentence in sentences(read):
        assert read.blocks[sentence.block].span.holds(sentence.span)
        assert sentence.span.of(read.text).strip() == sentence.span.of(read.text) != ""
    assert all(one.span.end <= len(read.text) for one in read.damage)


def test_lists_are_checked_on_loading() -> None:
    opening = "# version: 1\n# licence: CC0\n# origin: own\n"
    with pytest.raises(DataError, match=r"a\.tsv: no opening line '# origin"):
        parse_rows("a.tsv", "# version: 1\n# licence: CC0\nword\n", ("word",))
    with pytest.raises(DataError, match=r"a\.tsv: columns"):
        parse_rows("a.tsv", opening + "wort\n", ("word",))
    with pytest.raises(DataError, match="entered twice"):
        parse_rows("a.tsv", opening + "word\nb\nb\n", ("word",))
    with pytest.raises(DataError, match="must stand before"):
        parse_rows("a.tsv", opening + "word\nb\na\n", ("word",))
    with pytest.raises(DataError, match="2 cells"):
        parse_rows("a.tsv", opening + "word\na\tb\n", ("word",))
    with pytest.raises(DataError, match="regular expression"):
        pattern("a.tsv", "(", "(")


def test_a_tag_with_very_many_attributes_is_read_without_them():
    attributes = " ".join(f"a{number}=1" for number in range(30_000))
    words = "The minister of Peru told the council that the bridge would be closed for a week. " * 3
    found = article(page(f"<html><body><p {attributes}>{words}</p></body></html>", media_type="text/html"))
    assert "The minister of Peru told the council" in found.text
    assert "a29999" not in found.text
