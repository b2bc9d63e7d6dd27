-- Batches: one row per transaction, written last, so a row here means that the batch is whole.
-- id: counts from 1; recorded: UTC time of writing; note: free words on the run;
-- articles … backtests: rows this batch added to the table of that name.
-- promise: a number is given once, and numbers have no gap; none of:
--   SELECT count(*) FROM batches HAVING count(*) <> coalesce(max(id), 0) OR count(DISTINCT id) <> count(*)
-- promise: no batch is empty; none of:
--   SELECT * FROM batches WHERE articles + codings + judgements + forecasts + resolutions + backtests = 0
CREATE TABLE batches (
    id INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    note VARCHAR NOT NULL,
    articles INTEGER NOT NULL,
    codings INTEGER NOT NULL,
    events INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    quantities INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    parties INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    judgements INTEGER NOT NULL,
    forecasts INTEGER NOT NULL,
    resolutions INTEGER NOT NULL,
    backtests INTEGER NOT NULL
);
