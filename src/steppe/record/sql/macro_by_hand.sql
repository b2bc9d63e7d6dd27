-- Codings by hand that count: each holds items that somebody put right, beside what the article's coder found.
-- They never replace a coding and no coding replaces them; a judgement takes one of their items out, as any item.
-- What was put right counts from the moment its batch was judged, so that it comes in as the judgement takes out the
-- item it stands for; a batch without a judgement counts from its recording.
-- given_at: UTC time of the view, what was put right then or later is not seen; given_by: as in shown (null: no bound).
-- Columns: those of codings, and said (UTC time from which it counts). Promise: every such coding once.
CREATE OR REPLACE TEMP MACRO by_hand(given_at, given_by) AS TABLE
SELECT *
FROM (
    SELECT
        codings.*,
        coalesce((SELECT min(judged_at) FROM judgements WHERE judgements.batch = codings.batch), recorded) AS said
    FROM codings
    WHERE coder = 'put-right@1'
)
WHERE (given_at IS NULL OR said < given_at) AND (given_by IS NULL OR recorded <= given_by);
