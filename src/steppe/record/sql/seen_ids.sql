-- Which of some ids of codings, judgements, forecasts, resolutions or back-tests are stored. $ids: JSON array of ids.
-- Columns: id. Promise: each id once.
SELECT id
FROM (
    SELECT id FROM codings
    UNION
    SELECT id FROM judgements
    UNION
    SELECT id FROM forecasts
    UNION
    SELECT id FROM resolutions
    UNION
    SELECT id FROM backtests
)
WHERE id IN (SELECT unnest(from_json($ids::JSON, '["VARCHAR"]')));
