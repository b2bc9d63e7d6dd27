-- Who does it to whom: each actor of an event with each recipient; in an event without recipients each actor with each
-- other one.
-- $after: as in columns_events.
-- Columns: place (row of the event), doer and other (hashes as in columns_parties).
-- Promise: no party with itself by place in the list; none for an event with one actor and no recipient.
WITH named AS (
    SELECT
        events.rowid AS place,
        parties.side,
        parties.ordinal,
        hash(parties.actor, parties.name, parties.kind, parties.country, parties.sectors[1]) AS actor
    FROM parties
    JOIN events ON
        events.coding = parties.coding AND events.ordinal = parties.item_ordinal AND events.batch = parties.batch
    WHERE parties.batch > $after AND events.batch > $after AND parties.side IN ('actor', 'recipient')
),
aimed AS (SELECT DISTINCT place FROM named WHERE side = 'recipient')
SELECT place, doer.actor AS doer, other.actor AS other
FROM named AS doer
JOIN named AS other USING (place)
WHERE doer.side = 'actor'
    AND (
        other.side = 'recipient'
        OR (doer.ordinal <> other.ordinal AND place NOT IN (FROM aimed))
    )
ORDER BY place, doer.ordinal, other.ordinal;
