-- Codings that count: of each article the latest, and beside it all that was put right by hand.
-- given_at, given_by: as in by_hand.
-- Columns: id. Promise: those of latest and of by_hand, and no other.
CREATE OR REPLACE TEMP MACRO shown(given_at, given_by) AS TABLE
SELECT id
FROM latest(given_by)
UNION ALL
SELECT id
FROM by_hand(given_at, given_by);
