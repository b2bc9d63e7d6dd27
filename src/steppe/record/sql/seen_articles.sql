-- Versions already stored of some articles, and when. $ids: JSON array of article ids.
-- Columns: id, version, recorded. Promise: each version once, in the order of storing.
SELECT id, version, recorded
FROM articles
WHERE id IN (SELECT unnest(from_json($ids::JSON, '["VARCHAR"]')))
ORDER BY batch, rowid;
