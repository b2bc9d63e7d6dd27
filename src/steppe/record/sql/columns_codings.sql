-- Codings of batches after $after, in the order in which a later one outdoes an earlier one of the same article.
-- $after: as in columns_events.
-- Columns: coding and article (hashes as in columns_events), said (days since 1970: by hand, and counting from within
-- that day, as in by_hand; null where a coder made it, which a later one outdoes).
-- Promise: every coding of those batches once.
SELECT hash(codings.id) AS coding, hash(codings.article) AS article, said::DATE - DATE '1970-01-01' AS said
FROM codings
LEFT JOIN by_hand(NULL, NULL) AS by_hand ON by_hand.id = codings.id
WHERE codings.batch > $after
ORDER BY codings.batch, codings.ordinal;
