-- Every resolution said before a moment, oldest first: of those of one question the last one stands.
-- $at: judged before that UTC time; $by: recorded by that UTC time (null: no bound).
-- Columns: body. Promise: none judged at $at or later, none recorded after $by.
SELECT body
FROM resolutions
WHERE ($at::TIMESTAMP IS NULL OR judged_at < $at) AND ($by::TIMESTAMP IS NULL OR recorded <= $by)
ORDER BY judged_at, batch, ordinal;
