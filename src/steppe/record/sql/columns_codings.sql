-- Codings of batches after $after, in the order in which a later one outdoes an earlier one of the same article.
-- $after: as in columns_events.
-- Columns: coding and article (hashes as in columns_events).
-- Promise: every coding of those batches once.
SELECT hash(id) AS coding, hash(article) AS article
FROM codings
WHERE batch > $after
ORDER BY batch, ordinal;
