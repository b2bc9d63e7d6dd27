-- Rows found per batch and table, for comparison with what the batch promised.
-- Columns: batch, part (name of the table), found. Promise: no row for a batch that added nothing to a table.
SELECT batch, 'articles' AS part, count(*) AS found FROM articles GROUP BY batch
UNION ALL
SELECT batch, 'codings' AS part, count(*) AS found FROM codings GROUP BY batch
UNION ALL
SELECT batch, 'events' AS part, count(*) AS found FROM events GROUP BY batch
UNION ALL
SELECT batch, 'claims' AS part, count(*) AS found FROM claims GROUP BY batch
UNION ALL
SELECT batch, 'quantities' AS part, count(*) AS found FROM quantities GROUP BY batch
UNION ALL
SELECT batch, 'mentions' AS part, count(*) AS found FROM mentions GROUP BY batch
UNION ALL
SELECT batch, 'parties' AS part, count(*) AS found FROM parties GROUP BY batch
UNION ALL
SELECT batch, 'skipped' AS part, count(*) AS found FROM skipped GROUP BY batch
UNION ALL
SELECT batch, 'judgements' AS part, count(*) AS found FROM judgements GROUP BY batch
UNION ALL
SELECT batch, 'forecasts' AS part, count(*) AS found FROM forecasts GROUP BY batch
UNION ALL
SELECT batch, 'resolutions' AS part, count(*) AS found FROM resolutions GROUP BY batch
UNION ALL
SELECT batch, 'backtests' AS part, count(*) AS found FROM backtests GROUP BY batch;
