-- The number of the last batch, 0 in an empty record. Columns: batch. Promise: one row.
SELECT coalesce(max(id), 0) AS batch
FROM batches;
