-- Forecasts: one row per forecast that somebody chose to keep, as it was made, never changed.
-- id: of the forecast; question: its text form; actors, kinds, recipients, opens, closes: what it was read as (both days
-- are part of the window, an empty side is any other actor).
-- as_of: only what was known before that day was used; made: UTC time of keeping, by the clock of who kept it.
-- forecaster: name@version; probability, low, high: with its interval; base_rate: what climatology said;
-- reasons: JSON, the steps from the base rate; history: SHA-256 of what was known; ordinal: place in the batch, from 0.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: a forecast is stored once; none of:
--   SELECT id FROM forecasts GROUP BY id HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM forecasts WHERE batch NOT IN (SELECT id FROM batches)
-- promise: it can be scored; none of:
--   SELECT * FROM forecasts WHERE probability <= 0 OR probability >= 1 OR base_rate <= 0 OR base_rate >= 1
--   OR closes < opens
CREATE TABLE forecasts (
    id VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    ordinal INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    actors VARCHAR[] NOT NULL,
    kinds VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    opens DATE NOT NULL,
    closes DATE NOT NULL,
    as_of DATE NOT NULL,
    forecaster VARCHAR NOT NULL,
    probability DOUBLE NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    base_rate DOUBLE NOT NULL,
    reasons VARCHAR NOT NULL,
    history VARCHAR NOT NULL,
    made TIMESTAMP NOT NULL,
    body VARCHAR NOT NULL
);
