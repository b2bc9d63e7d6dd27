"""When an act happened: the date phrase that hangs on it, a known episode it names, or the publication day.

Phrases are attached through the tree: to the act's own word first, then to the verbs whose clause it
shares. The basis says which it was; an act that is only planned, feared or asked about takes no
publication day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steppe.coding.arguments import is_verb
from steppe.coding.mentions import Scene
from steppe.coding.parse import Parse, Token
from steppe.text.date_anchors import anchor_dates, infer_published
from steppe.text.date_story import dates_in, phrases_in
from steppe.types import Article, Sentence, Span, Status, When

# Above a verb, these clauses share its time; above a noun, these verbs do.
SHARED = frozenset({"conj", "xcomp", "ccomp", "advcl", "pcomp"})
NEWS_DAYS = 7
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The dates of one article: publication (stated or bounded), each phrase and each named episode resolved."""

    published: When | None
    known: date | None
    phrases: tuple[tuple[Span, When], ...]
    episodes: tuple[tuple[Span, When], ...]

    def happened(self, here: Scene, token: Token, status: Status) -> When | None:
        """The date of the act at `token`, with its basis."""
        place = here.span(token, token)
        named = next((when for span, when in self.episodes if span.meets(place)), None)
        if named is not None:
            return named
        found = self._attached(here, token) or self._only_one(here, token)
        if found is not None:
            return found
        return self._fallback(here) if status in ("asserted", "denied") else None

    def said(self, here: Scene, cue: Span | None) -> When | None:
        """The date of a claim: a phrase on its cue, else the publication day."""
        tokens = here.parse.tokens
        token = next((t for t in tokens if cue is not None and here.offset + t.start == cue.start), None)
        found = self._attached(here, token) if token is not None else None
        return found or self._fallback(here)

    def _fallback(self, here: Scene) -> When | None:
        """The publication day; or, where the story was dated a few days back, the days from there to publication."""
        if self.published is None:
            return None
        told = [when for span, when in self.phrases if span.end <= here.offset and _is_news(when, self.published)]
        if told and told[-1].last < self.published.last:
            why = f"no date in the words; told after {told[-1].first}, published {self.published.last}"
            return When(first=told[-1].first, last=self.published.last, basis="published", why=why)
        stated = self.published.basis == "stated"
        why = "no date in the words; publication" if stated else f"no date in the words; {self.published.why}"
        return replace(self.published, basis="published" if stated else "inferred", why=why)

    def _only_one(self, here: Scene, token: Token) -> When | None:
        """The one date of a sentence for the acts of its main clause, however the parser hung it."""
        whole = here.span(here.parse.tokens[0], here.parse.tokens[-1])
        inside = [when for span, when in self.phrases if whole.holds(span)]
        return inside[0] if len(inside) == 1 and _in_main_clause(here.parse, token) else None

    def _attached(self, here: Scene, token: Token) -> When | None:
        hosts = list(_hosts(here.parse, token))
        whole = here.span(here.parse.tokens[0], here.parse.tokens[-1])
        inside = [(span, when) for span, when in self.phrases if whole.holds(span)]
        when_clause = here.parse.head(token.i)
        for span, when in inside:
            if token.dep in ("relcl", "advcl") and span.meets(here.span(when_clause, when_clause)):
                return when
        for host in hosts:
            for span, when in inside:
                if _governor(here, span, hosts).i == host.i:
                    return when
        return None


def _is_news(when: When, published: When) -> bool:
    """Whether a date is a day of the week before a known publication day."""
    if published.basis != "stated" or when.first != when.last:
        return False
    return 0 <= (published.last - when.first).days <= NEWS_DAYS


def _in_main_clause(parse: Parse, token: Token) -> bool:
    """Whether the act is told by the main verb, its subject or object, or by what somebody is quoted as saying."""
    here = token
    for above in parse.ancestors(token.i):
        if here.dep not in ("conj", "ccomp", "parataxis", "dobj", "nsubj", "nsubjpass", "xcomp"):
            return False
        here = above
    return here.dep == "ROOT"


def _hosts(parse: Parse, token: Token) -> Iterator[Token]:
    """The act's word, then the verbs whose time it shares, nearest first."""
    yield token
    here = token
    for above in parse.ancestors(token.i):
        if here.dep not in (SHARED if is_verb(here) else NOMINAL) and here.dep != "relcl":
            return
        if is_verb(above):
            yield above
        here = above


def _governor(here: Scene, span: Span, hosts: Sequence[Token]) -> Token:
    """The first verb or host that a date phrase hangs on."""
    inside = [t for t in here.parse.tokens if span.start <= here.offset + t.start < span.end]
    if not inside:
        return here.parse.tokens[0]
    wanted = {token.i for token in hosts}
    for above in here.parse.ancestors(inside[-1].i):
        if above.i in wanted or is_verb(above):
            return above
    return inside[-1]


def timeline(article: Article, sentences: Sequence[Sentence]) -> Timeline:
    """Every date phrase and named episode of the article, resolved in reading order."""
    episodes = tuple(anchor_dates(article.text))
    bounds = [when for _, when in episodes]
    spans = [one.span for one in sentences]
    told = phrases_in(article.text, spans)
    published = article.published or infer_published(
        article.text, [phrase for row in told for phrase in row], anchors=bounds, until=article.fetched.date()
    )
    dated = dates_in(article.text, spans, published=published, anchors=episodes, phrases=told)
    return Timeline(
        published=published,
        known=article.published.last if article.published is not None else None,
        phrases=tuple((one.phrase.span, one.when) for one in dated if one.when is not None),
        episodes=tuple((span, when) for span, when in episodes if when.last < date.max),
    )
