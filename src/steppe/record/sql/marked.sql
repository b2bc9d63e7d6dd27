-- Whether the file is a steppe record at all. Columns: marks. Promise: 1 for a record, 0 for any other DuckDB file.
SELECT count(*) AS marks
FROM duckdb_tables()
WHERE database_name = 'record' AND table_name = 'steppe_record';
