-- Judgements: one row per verdict of somebody on stored items, never changed.
-- id: of the judgement; subjects: ids judged; verdict: right, wrong, retracted, same or different; reason: why;
-- author: who; judged_at: UTC time of judging; ordinal: place in the batch, from 0.
-- batch: number of the batch that wrote the row; recorded: UTC time of writing.
-- body: the whole noun as JSON; every other column repeats a part of it for queries.
-- promise: a judgement is stored once; none of:
--   SELECT id FROM judgements GROUP BY id HAVING count(*) > 1
-- promise: every row belongs to a batch; none of:
--   SELECT * FROM judgements WHERE batch NOT IN (SELECT id FROM batches)
-- promise: it judges something, and two at least where it compares; none of:
--   SELECT * FROM judgements WHERE len(list_distinct(subjects)) < CASE WHEN verdict IN ('same', 'different')
--   THEN 2 ELSE 1 END
-- promise: the verdict is one of five; none of:
--   SELECT * FROM judgements WHERE verdict NOT IN ('right', 'wrong', 'retracted', 'same', 'different')
CREATE TABLE judgements (
    id VARCHAR NOT NULL,
    batch INTEGER NOT NULL,
    recorded TIMESTAMP NOT NULL,
    ordinal INTEGER NOT NULL,
    subjects VARCHAR[] NOT NULL,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL,
    body VARCHAR NOT NULL
);
