"""Seeded damage to pages: `mutant(seed, index)` is always the same bytes.

Every two-hundredth is heavy (ten megabytes, 100,000 levels), each kind in its turn; the others have one to four small
injuries.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

HEAVY_EVERY = 200

ARTICLE = """Will the river treaty survive?

Port Selwyn, 4 March. The foreign minister of Valdoria, Ana Kirsch, said on Monday that her country "will not sign" \
the new water treaty with Ostland. “We were promised 3.5 million cubic metres,” she told reporters, \
“and got less than two thirds of it.”

Ostland's government denied the charge. A spokesman for the ministry of energy said that deliveries had risen by \
more than 12 percent since January 2023 and could reach 40,000 tonnes a day; \
he accused the opposition of inciting unrest.

Photo: A. Marek / Agency

On Saturday, some 2,000 people marched through the capital. Police used tear gas and arrested at least 15. The \
European Union called on both sides to return to talks, according to Brussels officials.

Read also: President vows to stay in office
"""
HTML = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Will the river treaty survive?</title>"
    "<meta property='article:published_time' content='2024-03-04T10:00:00Z'></head><body>"
    "<nav><a href='/'>Home</a></nav>"
    "<article><h1>Will the river treaty survive?</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n\n")[1:])
    + "<figure><img src='a.jpg'><figcaption>Photo: A. Marek</figcaption></figure></article>"
    "<aside><a href='/x'>President vows to stay</a></aside><footer>All rights reserved</footer></body></html>"
)
MARKDOWN = "# Will the river treaty survive?\n\n> *Port Selwyn* — 4 March\n\n" + ARTICLE.partition("\n\n")[2]
CYRILLIC = (
    "Министр иностранных дел заявил в понедельник, что страна не подпишет договор о воде. «Нам обещали 3,5 млн "
    "кубометров», — сказал он журналистам. В субботу полиция задержала не менее 15 человек.\n\n"
)
ARABIC = "قال وزير الخارجية يوم الاثنين إن بلاده لن توقع على معاهدة المياه الجديدة. واعتقلت الشرطة خمسة عشر شخصا.\n\n"
TEXTS = (("text/plain", ARTICLE), ("text/html", HTML), ("text/markdown", MARKDOWN), ("text/plain", CYRILLIC * 4),
         ("text/plain", ARABIC * 4), ("text/plain", ARTICLE + CYRILLIC))  # fmt: skip

MARKS = "\u202e\u200f\u202b\u2066\u2069\u200b\u00ad\ufeff\u0301\u0338\u2028\u2029\x85\x0b\x1b\u3000\U000e0041\U0001f1e6"
QUOTES = "\"'“”‘’«»„‟‹›`´"
PIECES = (
    "&#0;", "&#xD800;", "&#x110000;", "&amp;amp;", "<!--", "-->", "]]>", "<![CDATA[", "<script>", "</article>", "<p",
    "<br/><", "</html>", "<title>", "<meta charset=utf-16>", "<base href='javascript:x'>", "<svg><math><mtext>",
    "<table><tr><p>",
    "((((", "))))", "...", "?!?!", "--", "3,5 million ", "1e400 percent ", "-0 percent ", "29 February 2023 ",
    "31/31/2031 ", "up to 9999999999999999999999 people ", "between 7 and 3 ", "zero hundred ", "said said said ",
    "\u200d",
    "on 0 March ", "year 99999 ", "½ of ", "٣٫٥ ", "Ⅻ ", "%s %n {0} ", "../../etc/passwd",
    "' OR 1=1 --", "|||\n|-|-|\n", "```\n",
)  # fmt: skip
CHARSETS = (
    None,
    None,
    None,
    "utf-8",
    "windows-1251",
    "utf-16",
    "shift_jis",
    "x-nonsense",
    "utf-7",
    "cp037",
    "idna",
    "rot13",
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "latin-1", "shift_jis", "cp037", "utf-7", "koi8-r")

Injury = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A damaged page and, in words, how it was made."""

    content: bytes
    media_type: str
    charset: str | None
    recipe: str


def mutant(seed: int, index: int) -> Mutant:
    """The mutant of this number: the same bytes whenever and wherever it is made."""
    chance = Random(f"{seed}:{index}")
    if index % HEAVY_EVERY == HEAVY_EVERY - 1:
        return _heavy(index // HEAVY_EVERY)
    media_type, text = chance.choice(TEXTS)
    recipe = [f"{media_type} of {len(text)}"]
    for _ in range(chance.randint(1, 4)):
        injury = chance.choice(INJURIES)
        text = injury(text, chance)
        recipe.append(injury.__name__.strip("_"))
    if chance.random() < 0.1:
        return _in_feed(text, [*recipe, "in a JSON Feed"])
    content, how = _encoded(text, chance)
    if chance.random() < 0.1:
        media_type = chance.choice(("text/html", "text/plain", "text/markdown"))
    charset = chance.choice(CHARSETS)
    recipe += [how, f"sent as {media_type}; charset={charset}"]
    return Mutant(content=content, media_type=media_type, charset=charset, recipe=", ".join(recipe))


def _in_feed(text: str, recipe: list[str]) -> Mutant:
    item = {"id": "\udfff", "title": "Lone \ud800 half", "content_html": text, "date_published": "2024-03-04"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "\udc00", "items": [item]}
    content = json.dumps(feed).encode("ascii")
    return Mutant(content=content, media_type="application/feed+json", charset=None, recipe=", ".join(recipe))


def _encoded(text: str, chance: Random) -> tuple[bytes, str]:
    if chance.random() < 0.75:
        content, how = text.encode("utf8", "surrogatepass"), "utf-8"
    else:
        how = chance.choice(ENCODINGS)
        content = text.encode(how, "replace")
    if chance.random() < 0.3:
        injury = chance.choice(BYTE_INJURIES)
        content, how = injury(content, chance), f"{how} with {injury.__name__.strip('_')}"
    return content, how


def _place(text: str, chance: Random) -> int:
    return chance.randint(0, len(text))


def _cut(text: str, chance: Random) -> str:
    ends = sorted((_place(text, chance), _place(text, chance)))
    return text[ends[0] : ends[1]]


def _hole(text: str, chance: Random) -> str:
    ends = sorted((_place(text, chance), _place(text, chance)))
    return text[: ends[0]] + text[ends[1] :]


def _spliced(text: str, chance: Random) -> str:
    at = _place(text, chance)
    return text[:at] + _cut(chance.choice(TEXTS)[1], chance) + text[at:]


def _shuffled(text: str, chance: Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _strewn(text: str, chance: Random, pieces: str | tuple[str, ...]) -> str:
    for _ in range(chance.randint(1, 30)):
        at = _place(text, chance)
        text = text[:at] + chance.choice(pieces) * chance.choice((1, 1, 1, 5)) + text[at:]
    return text


def _marks(text: str, chance: Random) -> str:
    return _strewn(text, chance, MARKS)


def _quotes(text: str, chance: Random) -> str:
    return _strewn(text, chance, QUOTES)


def _pieces(text: str, chance: Random) -> str:
    return _strewn(text, chance, PIECES)


def _zeros(text: str, chance: Random) -> str:
    return _strewn(text, chance, "\x00")


def _halves(text: str, chance: Random) -> str:
    return _strewn(text, chance, "\ud800\udfff\udc80")


def _unclosed(text: str, chance: Random) -> str:
    mark = chance.choice((">", "</p>", "</", "”", '"', ".", "\n", " "))
    return text.replace(mark, "", chance.randint(1, 50))


def _giant_attribute(text: str, chance: Random) -> str:
    return text.replace("<p>", f"<p data-x={chance.choice(QUOTES)}{'x' * 100_000}>", 1)


def _nested(text: str, chance: Random) -> str:
    tag, depth = chance.choice(("div", "b", "blockquote", "table><tr><td", "ul><li", "font")), chance.randint(2, 2000)
    return f"<{tag}>" * depth + text


def _repeated(text: str, chance: Random) -> str:
    ends = sorted((_place(text, chance), _place(text, chance)))
    piece = text[ends[0] : ends[0] + min(ends[1] - ends[0], 40)]
    return text[: ends[0]] + piece * chance.randint(2, 200) + text[ends[0] :]


def _respaced(text: str, chance: Random) -> str:
    old, new = chance.choice(
        ((" ", ""), (" ", "\xa0"), ("\n", "\r"), ("\n", "\r\n"), ("\n\n", "\n"), (" ", "\n"), ("\n", " "))
    )
    return text.replace(old, new)


def _recased(text: str, chance: Random) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _translated(text: str, chance: Random) -> str:
    """Mojibake: written in one encoding, read in another."""
    wrong = chance.choice(("cp1251", "latin-1", "cp437", "utf-16-le"))
    return text.encode("utf8", "replace").decode(wrong, "replace")


INJURIES: tuple[Injury, ...] = (
    _cut, _hole, _spliced, _shuffled, _marks, _quotes, _pieces, _pieces, _zeros, _halves, _unclosed, _giant_attribute,
    _nested, _repeated, _respaced, _recased, _translated,
)  # fmt: skip


def _flips(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), chance.randint(1, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _noise(content: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.randbytes(chance.randint(1, 3000)) + content[at:]


def _odd_cut(content: bytes, chance: Random) -> bytes:
    return content[chance.randint(0, 3) : len(content) - chance.randint(0, 3)]


BYTE_INJURIES: tuple[Callable[[bytes, Random], bytes], ...] = (_flips, _noise, _odd_cut)

WORDS = "The ministry said on Monday that 12 percent of the army would leave the capital "
HEAVY: dict[str, tuple[str, Callable[[], str]]] = {
    "nested 100,000 div": ("text/html", lambda: "<div>" * 100_000 + ARTICLE),
    "nested 100,000 div, closed": ("text/html", lambda: "<div>" * 100_000 + ARTICLE + "</div>" * 100_000),
    "nested 100,000 b": ("text/html", lambda: "<p>" + "<b>" * 100_000 + ARTICLE),
    "nested 100,000 blockquote and p": ("text/html", lambda: "<blockquote><p>" * 100_000 + ARTICLE),
    "nested 50,000 tables": ("text/html", lambda: "<table><tr><td>" * 50_000 + ARTICLE),
    "nested 100,000 Markdown quotes": ("text/markdown", lambda: ">" * 100_000 + ARTICLE),
    "10 MB of one line": ("text/plain", lambda: WORDS * (10_000_000 // len(WORDS))),
    "10 MB of one line of HTML": ("text/html", lambda: "<p>" + WORDS * (10_000_000 // len(WORDS))),
    "10 MB of one word": ("text/plain", lambda: "Moscow" * 1_700_000),
    "10 MB of quotation marks": ("text/plain", lambda: '"' * 10_000_000),
    "5 MB of opening marks": ("text/plain", lambda: "“said " * 700_000),
    "10 MB of digits": ("text/plain", lambda: "1" * 10_000_000),
    "3 MB of grouped digits": ("text/plain", lambda: "1,000," * 500_000),
    "5 MB of full stops": ("text/plain", lambda: ". " * 2_500_000),
    "5 MB of brackets": ("text/plain", lambda: "(" * 5_000_000 + ARTICLE),
    "5 MB of less-than": ("text/html", lambda: "<" * 5_000_000 + ARTICLE),
    "3 million newlines": ("text/plain", lambda: "\n" * 3_000_000 + ARTICLE),
    "3 million newlines of HTML": ("text/html", lambda: HTML.replace("<p>", "<p>" + "\n" * 500_000)),
    "5 MB attribute": ("text/html", lambda: f"<p class='{'x ' * 2_500_000}'>{ARTICLE}"),
    "200,000 attributes": ("text/html", lambda: "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + ARTICLE),
    "200,000 paragraphs": ("text/html", lambda: "<p>Talks failed.</p>" * 200_000),
    "200,000 short lines": ("text/plain", lambda: "Talks failed.\n\n" * 200_000),
    "100,000 line breaks": ("text/html", lambda: "<p>" + "Talks failed.<br>" * 100_000),
    "100,000 links": ("text/html", lambda: "<a href='/x'>Read also</a>" * 100_000 + ARTICLE),
    "300,000 entities": ("text/html", lambda: "<p>" + "&amp;lt;" * 300_000 + ARTICLE),
    "5 MB unclosed comment": ("text/html", lambda: "<html><body><p>Talks failed.<!--" + "-" * 5_000_000),
    "5 MB of accents": ("text/plain", lambda: "e" + "\u0301" * 2_500_000),
    "5 MB of turned text": ("text/plain", lambda: "\u202eTalks failed\u202c " * 250_000),
    "5 MB of unmarked UTF-16": ("text/plain", lambda: "\x00".join(WORDS * 30_000) + "\x00"),
    "a million links of Markdown": ("text/markdown", lambda: "[" * 1_000_000 + ARTICLE),
    "a million stars of Markdown": ("text/markdown", lambda: "*a " * 1_000_000),
}


def _heavy(turn: int) -> Mutant:
    name = list(HEAVY)[turn % len(HEAVY)]
    media_type, make = HEAVY[name]
    return Mutant(content=make().encode("utf8"), media_type=media_type, charset=None, recipe=f"heavy: {name}")
