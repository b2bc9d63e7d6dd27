-- Parties of the events of batches after $after: who acts in which event, on which side.
-- $after: as in columns_events.
-- Columns: place (row of the event), side (0 actor, 1 recipient), actor (hash of id, name, kind, country and sector).
-- Promise: one row a party of an event.
SELECT
    events.rowid AS place,
    (parties.side = 'recipient')::TINYINT AS side,
    hash(parties.actor, parties.name, parties.kind, parties.country, parties.sectors[1]) AS actor
FROM parties
JOIN events ON
    events.coding = parties.coding AND events.ordinal = parties.item_ordinal AND events.batch = parties.batch
WHERE parties.batch > $after AND events.batch > $after AND parties.side IN ('actor', 'recipient')
ORDER BY place, side, parties.ordinal;
