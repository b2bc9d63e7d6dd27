-- A judgement by its id, whether it stands or was replaced by a later one.
-- $id: the id; $at, $by: as in view_events.
-- Columns: body. Promise: one row at most.
SELECT body
FROM judgements
WHERE id = $id
    AND ($at::TIMESTAMP IS NULL OR judged_at < $at)
    AND ($by::TIMESTAMP IS NULL OR recorded <= $by);
