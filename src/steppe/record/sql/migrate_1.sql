-- From schema 1 to 2: batches count forecasts, resolutions and back-tests; their tables are made beside this.
-- Promise: every row stays as it was, and the tables come out as those of a new file.
ALTER TABLE batches ADD COLUMN forecasts INTEGER DEFAULT 0;
ALTER TABLE batches ALTER COLUMN forecasts SET NOT NULL;
ALTER TABLE batches ALTER COLUMN forecasts DROP DEFAULT;
ALTER TABLE batches ADD COLUMN resolutions INTEGER DEFAULT 0;
ALTER TABLE batches ALTER COLUMN resolutions SET NOT NULL;
ALTER TABLE batches ALTER COLUMN resolutions DROP DEFAULT;
ALTER TABLE batches ADD COLUMN backtests INTEGER DEFAULT 0;
ALTER TABLE batches ALTER COLUMN backtests SET NOT NULL;
ALTER TABLE batches ALTER COLUMN backtests DROP DEFAULT;
UPDATE steppe_record SET schema = 2;
