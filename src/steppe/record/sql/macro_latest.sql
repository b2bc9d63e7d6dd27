-- Of each article the latest coding by a coder, so that a better coder's reading replaces an older one.
-- given_by: UTC time; codings recorded later are not seen (null: all are).
-- Columns: those of codings. Promise: no article twice; none recorded after given_by; none by hand.
CREATE OR REPLACE TEMP MACRO latest(given_by) AS TABLE
SELECT *
FROM codings
WHERE (given_by IS NULL OR recorded <= given_by) AND coder <> 'put-right@1'
QUALIFY row_number() OVER (PARTITION BY article ORDER BY batch DESC, ordinal DESC) = 1;
