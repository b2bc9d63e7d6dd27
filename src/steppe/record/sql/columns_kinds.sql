-- Kinds of act told in batches after $after.
-- $after: as in columns_events.
-- Columns: hashed (hash as in columns_events), kind, mode (the first, empty without one), status.
-- Promise: every hash once.
SELECT DISTINCT
    hash(kind, coalesce(modes[1], ''), status) AS hashed,
    kind,
    coalesce(modes[1], '') AS mode,
    status
FROM events
WHERE batch > $after
ORDER BY hashed;
