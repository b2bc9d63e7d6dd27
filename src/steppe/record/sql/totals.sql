-- Rows promised by all batches beside rows found, per table: differs only where the file is damaged.
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
    (SELECT count(*) FROM judgements) AS found
UNION ALL
SELECT 'forecasts' AS part, (SELECT coalesce(sum(forecasts), 0) FROM batches) AS promised,
    (SELECT count(*) FROM forecasts) AS found
UNION ALL
SELECT 'resolutions' AS part, (SELECT coalesce(sum(resolutions), 0) FROM batches) AS promised,
    (SELECT count(*) FROM resolutions) AS found
UNION ALL
SELECT 'backtests' AS part, (SELECT coalesce(sum(backtests), 0) FROM batches) AS promised,
    (SELECT count(*) FROM backtests) AS found;
