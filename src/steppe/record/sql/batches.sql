-- All batches, oldest first. Columns: id, recorded, note, and rows promised per table in the order of Counts.
SELECT id, recorded, note, articles, codings, events, claims, quantities, mentions, parties, skipped, judgements,
    forecasts, resolutions, backtests
FROM batches
ORDER BY id;
