-- The same as totals, for a file of schema 1, before it is brought up to date.
-- Columns: part (name of the table), promised, found. Promise: fast, for no row is read.
SELECT 'articles' AS part, (SELECT coalesce(sum(articles), 0) FROM batches) AS promised,
    (SELECT count(*) FROM articles) AS found
UNION ALL
SELECT 'codings' AS part, (SELECT coalesce(sum(codings), 0) FROM batches) AS promised,
    (SELECT count(*) FROM codings) AS found
UNION ALL
SELECT 'events' AS part, (SELECT coalesce(sum(events), 0) FROM batches) AS promised,
    (SELECT count(*) FROM events) AS found
UNION ALL
SELECT 'claims' AS part, (SELECT coalesce(sum(claims), 0) FROM batches) AS promised,
    (SELECT count(*) FROM claims) AS found
UNION ALL
SELECT 'quantities' AS part, (SELECT coalesce(sum(quantities), 0) FROM batches) AS promised,
    (SELECT count(*) FROM quantities) AS found
UNION ALL
SELECT 'mentions' AS part, (SELECT coalesce(sum(mentions), 0) FROM batches) AS promised,
    (SELECT count(*) FROM mentions) AS found
UNION ALL
SELECT 'parties' AS part, (SELECT coalesce(sum(parties), 0) FROM batches) AS promised,
    (SELECT count(*) FROM parties) AS found
UNION ALL
SELECT 'skipped' AS part, (SELECT coalesce(sum(skipped), 0) FROM batches) AS promised,
    (SELECT count(*) FROM skipped) AS found
UNION ALL
SELECT 'judgements' AS part, (SELECT coalesce(sum(judgements), 0) FROM batches) AS promised,
    (SELECT count(*) FROM judgements) AS found;
