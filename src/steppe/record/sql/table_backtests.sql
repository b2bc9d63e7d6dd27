-- Back-tests: one row per result of walking forward over a history, never changed.
-- id: of the result; asked: the questions in their text form; since, every, origins: asked anew from that day on, every
-- so many days, so many times; forecasters: name@version of each; history: SHA-256 of the events walked over;
-- steppe: the version that ran it; scores: JSON, the whole result; made: UTC time of keeping; ordinal: place in the
-- batch, from 0.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: a back-test is stored once; none of:
--   SELECT id FROM backtests GROUP BY id HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM backtests WHERE batch NOT IN (SELECT id FROM batches)
CREATE TABLE backtests (
    id VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    ordinal INTEGER NOT NULL,
    asked VARCHAR[] NOT NULL,
    since DATE NOT NULL,
    every INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    forecasters VARCHAR[] NOT NULL,
    history VARCHAR NOT NULL,
    steppe VARCHAR NOT NULL,
    scores VARCHAR NOT NULL,
    made TIMESTAMP NOT NULL,
    body VARCHAR NOT NULL
);
