-- Articles: one row per version of an article, that is per way it was read; another fetch is no new version.
-- id: of the article; version: hash of all of it but the time of fetching; address, outlet, title, text, language,
-- supported: as in the noun; published_first, published_last, basis: the vague date of publication.
-- known: last day of publication; where that is unknown, the day its id was first recorded.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: a version is stored once; none of:
--   SELECT id, version FROM articles GROUP BY ALL HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM articles WHERE batch NOT IN (SELECT id FROM batches)
-- promise: published from first to last; none of:
--   SELECT * FROM articles WHERE published_first > published_last
CREATE TABLE articles (
    id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    known DATE NOT NULL,
    address VARCHAR NOT NULL,
    outlet VARCHAR,
    title VARCHAR,
    text VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    supported BOOLEAN NOT NULL,
    published_first DATE,
    published_last DATE,
    basis VARCHAR,
    body VARCHAR NOT NULL
);
