-- Judgements that stand as of a moment, oldest first.
-- $at, $by: as in view_events. $subjects: that stand on these items, a JSON array of ids (null: on anything).
-- Columns: body. Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT DISTINCT ON (id) body
FROM standing($at, $by)
WHERE $subjects::JSON IS NULL
    OR subject IN (SELECT unnest(from_json($subjects::JSON, '["VARCHAR"]')))
ORDER BY judged_at, batch, ordinal, id;
