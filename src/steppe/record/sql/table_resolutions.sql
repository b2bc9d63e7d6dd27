-- Resolutions: one row each time somebody says what came of a question, never changed; the last one stands.
-- id: of the resolution; question: text form of the question, as in forecasts; outcome: yes, no, void (never scored) or
-- open (takes back what was said before); why: on what grounds; evidence: rows cited; author: who;
-- judged_at: UTC time of judging; ordinal: place in the batch, from 0.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: a resolution is stored once; none of:
--   SELECT id FROM resolutions GROUP BY id HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM resolutions WHERE batch NOT IN (SELECT id FROM batches)
-- promise: the outcome is one of four; none of:
--   SELECT * FROM resolutions WHERE outcome NOT IN ('yes', 'no', 'void', 'open')
-- promise: it speaks of a kept forecast; none of:
--   SELECT * FROM resolutions WHERE question NOT IN (SELECT question FROM forecasts)
CREATE TABLE resolutions (
    id VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    ordinal INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    evidence VARCHAR[] NOT NULL,
    author VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL,
    body VARCHAR NOT NULL
);
