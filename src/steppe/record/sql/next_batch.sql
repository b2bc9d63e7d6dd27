-- The number of the batch to come. Columns: id. Promise: 1 where there is none, else one more than the last.
SELECT coalesce(max(id), 0) + 1 AS id FROM batches;
