-- What the file has to hold at least. Columns: bytes. The three headers before the first block are 4,096 bytes each.
-- Free blocks do not count: DuckDB cuts those at the end off when it closes, and still counts them when it opens.
SELECT 3 * 4096 + used_blocks * block_size AS bytes FROM pragma_database_size() WHERE database_name = 'record';
