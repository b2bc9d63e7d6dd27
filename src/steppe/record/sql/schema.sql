-- The version of the tables in the file. Columns: schema. Promise: one row.
SELECT schema FROM steppe_record;
