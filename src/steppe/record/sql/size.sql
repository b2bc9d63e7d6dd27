-- What the file has to hold at least. Columns: bytes. The three headers before the first block are 4,096 bytes each.
SELECT 3 * 4096 + total_blocks * block_size AS bytes FROM pragma_database_size() WHERE database_name = 'record';
