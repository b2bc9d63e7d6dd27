-- Events of batches after $after as plain columns, for reading all of them at once.
-- $after: number of a batch, 0 for all.
-- Columns: place (row of the table, good while the record is open), batch, named (hash of the id), id (the id as a
-- number where it is 16 hex digits, else 0), coding and article (hashes), known, first and last (days since 1970, first
-- and last null where undated), kind, mode (the first, empty without one), status, confidence.
-- Promise: every event of those batches once, in the order of writing.
SELECT
    rowid AS place,
    batch,
    hash(id) AS named,
    coalesce(try_cast('0x' || id AS UBIGINT), 0::UBIGINT) AS id,
    hash(coding) AS coding,
    hash(article) AS article,
    known - DATE '1970-01-01' AS known,
    happened_first - DATE '1970-01-01' AS first,
    happened_last - DATE '1970-01-01' AS last,
    hash(kind, coalesce(modes[1], ''), status) AS kind,
    confidence
FROM events
WHERE batch > $after
ORDER BY rowid;
