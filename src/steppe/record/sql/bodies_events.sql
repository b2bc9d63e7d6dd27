-- Events by their rows: $places as in columns_events, $batches those they were written in (which bounds the search).
-- Columns: place, body. Promise: one row a place that is there.
SELECT rowid AS place, body
FROM events
WHERE batch IN (SELECT unnest($batches::INTEGER[])) AND rowid IN (SELECT unnest($places::BIGINT[]));
