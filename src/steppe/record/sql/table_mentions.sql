-- Mentions: one row per words that stand for an actor.
-- actor, name, kind, country, sectors, cow: the actor as resolved (PLOVER slots; empty where there is none);
-- resolution: how the words were resolved.
-- coding, ordinal: the coding it belongs to and its place there, from 0; article: id of the article.
-- coder: name@version; confidence: 0 to 1; first, last: half-open span of characters in the article's text;
-- quote: exactly those characters.
-- known: the day the article said so; where it does not tell, the day the article was first recorded.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM mentions WHERE batch NOT IN (SELECT id FROM batches)
-- promise: every row belongs to a coding of its article, written in the same batch; none of:
--   SELECT * FROM mentions AS row WHERE NOT EXISTS (FROM codings WHERE id = row.coding AND article = row.article
--   AND batch = row.batch)
-- promise: a place in a coding is taken once; none of:
--   SELECT coding, ordinal FROM mentions GROUP BY ALL HAVING count(*) > 1
-- promise: the quote is the article's text in the span, and confidence is a share; none of:
--   SELECT row.* FROM mentions AS row JOIN codings ON codings.id = row.coding JOIN articles ON articles.id =
--   codings.article AND articles.version = codings.version WHERE row.quote <> substring(articles.text, row.first
--   + 1, row.last - row.first) OR row.confidence NOT BETWEEN 0 AND 1
CREATE TABLE mentions (
    coding VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    article VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    known DATE NOT NULL,
    actor VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    sectors VARCHAR[] NOT NULL,
    cow VARCHAR NOT NULL,
    resolution VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    body VARCHAR NOT NULL
);
