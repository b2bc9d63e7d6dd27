-- The mark of a steppe record, one row.
-- Columns: schema (version of these tables; a newer one is not opened), made (UTC time of making).
CREATE TABLE steppe_record (schema INTEGER NOT NULL, made TIMESTAMP NOT NULL);
