-- What a view leaves out, by hash: see left_out.
-- $at, $by: as in view_events.
-- Columns: named (hash as in columns_events and columns_articles). Promise: no hash twice.
SELECT hash(subject) AS named
FROM left_out($at, $by, false);
