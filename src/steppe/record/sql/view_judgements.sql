-- Judgements that stand as of a moment, oldest first.
-- $at, $by: as in view_events. $subject: that stand on that item (null: on anything).
-- Columns: body. Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT DISTINCT ON (id) body
FROM standing($at, $by)
WHERE $subject::VARCHAR IS NULL OR subject = $subject
ORDER BY judged_at, batch, ordinal, id;
