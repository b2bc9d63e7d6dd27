-- Parties: one row per actor named in an event or a claim, and the part it plays there.
-- item: id of the event or claim; side: actor or recipient (events), speaker, reporter or about (claims);
-- item_ordinal: place of the item among its kind in the coding; ordinal: place on its side, from 0.
-- actor, name, kind, country, sectors, cow: the actor as resolved (PLOVER slots; empty where there is none);
-- resolution: how the words were resolved.
-- coding: the coding it belongs to; article: id of the article.
-- coder: name@version; confidence: 0 to 1; first, last: half-open span of characters in the article's text;
-- quote: exactly those characters.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM parties WHERE batch NOT IN (SELECT id FROM batches)
-- promise: every row belongs to a coding of its article, written in the same batch; none of:
--   SELECT * FROM parties AS row WHERE NOT EXISTS (FROM codings WHERE id = row.coding AND article = row.article
--   AND batch = row.batch)
-- promise: a place on a side of an item is taken once; none of:
--   SELECT coding, item_ordinal, side, ordinal FROM parties GROUP BY ALL HAVING count(*) > 1
-- promise: the quote is the article's text in the span, and confidence is a share; none of:
--   SELECT row.* FROM parties AS row JOIN codings ON codings.id = row.coding JOIN articles ON articles.id =
--   codings.article AND articles.version = codings.version WHERE row.quote <> substring(articles.text, row.first
--   + 1, row.last - row.first) OR row.confidence NOT BETWEEN 0 AND 1
-- promise: the item is there; none of:
--   SELECT * FROM parties WHERE NOT EXISTS (FROM events WHERE id = item AND coding = parties.coding AND ordinal
--   = item_ordinal AND side IN ('actor', 'recipient')) AND NOT EXISTS (FROM claims WHERE id = item AND coding =
--   parties.coding AND ordinal = item_ordinal AND side IN ('speaker', 'reporter', 'about'))
CREATE TABLE parties (
    item VARCHAR NOT NULL,
    item_ordinal INTEGER NOT NULL,
    side VARCHAR NOT NULL,
    coding VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    article VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
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
    quote VARCHAR NOT NULL
);
