-- Claims: one row per thing somebody says, or the article in its own voice.
-- id: of the claim; voice, stance, hedges: as in the noun; said_first, said_last, basis: when, a vague date;
-- replies_to: id of the claim it answers. Speaker, reporter and those spoken of are rows of parties.
-- coding, ordinal: the coding it belongs to and its place there, from 0; article: id of the article.
-- coder: name@version; confidence: 0 to 1; first, last: half-open span of characters in the article's text;
-- quote: exactly those characters.
-- known: the day the article said so; where it does not tell, the day the article was first recorded.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM claims WHERE batch NOT IN (SELECT id FROM batches)
-- promise: every row belongs to a coding of its article, written in the same batch; none of:
--   SELECT * FROM claims AS row WHERE NOT EXISTS (FROM codings WHERE id = row.coding AND article = row.article
--   AND batch = row.batch)
-- promise: a place in a coding is taken once; none of:
--   SELECT coding, ordinal FROM claims GROUP BY ALL HAVING count(*) > 1
-- promise: the quote is the article's text in the span, and confidence is a share; none of:
--   SELECT row.* FROM claims AS row JOIN codings ON codings.id = row.coding JOIN articles ON articles.id =
--   codings.article AND articles.version = codings.version WHERE row.quote <> substring(articles.text, row.first
--   + 1, row.last - row.first) OR row.confidence NOT BETWEEN 0 AND 1
-- promise: said from first to last; none of:
--   SELECT * FROM claims WHERE said_first > said_last
CREATE TABLE claims (
    id VARCHAR NOT NULL,
    coding VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    article VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    known DATE NOT NULL,
    voice VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    hedges VARCHAR[] NOT NULL,
    said_first DATE,
    said_last DATE,
    basis VARCHAR,
    replies_to VARCHAR,
    coder VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    body VARCHAR NOT NULL
);
