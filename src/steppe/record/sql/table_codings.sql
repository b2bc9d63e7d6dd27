-- Codings: one row per different result of coding an article; views show the latest of an article
-- by a coder and, beside it, every one by hand (coder put-right@1), which holds only items that somebody put right.
-- id: hash of the article's version, coder, ontology and everything found; article, version: what was coded;
-- ordinal: place in the batch, from 0; coder: name@version; ontology: its version.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: sentences and quotations as JSON; the items are rows of their own tables.
-- promise: a coding is stored once; none of:
--   SELECT id FROM codings GROUP BY id HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM codings WHERE batch NOT IN (SELECT id FROM batches)
-- promise: its version of the article is there; none of:
--   SELECT * FROM codings WHERE NOT EXISTS (FROM articles WHERE articles.id = codings.article AND
--   articles.version = codings.version)
CREATE TABLE codings (
    id VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    ordinal INTEGER NOT NULL,
    coder VARCHAR NOT NULL,
    ontology VARCHAR NOT NULL,
    body VARCHAR NOT NULL
);
