-- Which of some ids of codings or judgements are stored. $ids: JSON array of ids.
-- Columns: id. Promise: each id once.
SELECT id
FROM (SELECT id FROM codings UNION SELECT id FROM judgements)
WHERE id IN (SELECT unnest(from_json($ids::JSON, '["VARCHAR"]')));
