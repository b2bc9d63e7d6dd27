-- Actors named in the events of batches after $after.
-- $after: as in columns_events.
-- Columns: hashed (as actor in columns_parties), actor (its id), name, kind, country, sector (the first, empty without one).
-- Promise: every hash of columns_parties once.
SELECT DISTINCT
    hash(actor, name, kind, country, sectors[1]) AS hashed,
    actor,
    name,
    kind,
    country,
    coalesce(sectors[1], '') AS sector
FROM parties
WHERE batch > $after AND side IN ('actor', 'recipient')
ORDER BY hashed;
