-- Forecasts kept before a moment, oldest first.
-- $at: made before that UTC time; $by: recorded by that UTC time (null: no bound).
-- Columns: body. Promise: none made at $at or later, none recorded after $by.
SELECT body
FROM forecasts
WHERE ($at::TIMESTAMP IS NULL OR made < $at) AND ($by::TIMESTAMP IS NULL OR recorded <= $by)
ORDER BY made, batch, ordinal;
