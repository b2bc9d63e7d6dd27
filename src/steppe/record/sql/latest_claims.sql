-- A page of the claims of a view, latest known first and those written later first among equals, and how many there are.
-- $day, $at, $by, $speaker, $about: as in view_claims. $most, $after: rows of a page, rows to pass over.
-- Columns: total (in the first row only, which has no body), body.
-- Promise: all pages together hold what view_claims holds, a claim of two articles twice; only bodies of the page are read.
WITH found AS MATERIALIZED (
    SELECT rowid AS place, known
    FROM claims
    WHERE coding IN (FROM shown($at, $by))
        AND ($day::DATE IS NULL OR known < $day)
        AND id NOT IN (FROM left_out($at, $by, false))
        AND article NOT IN (FROM left_out($at, $by, false))
        AND ($speaker::VARCHAR IS NULL OR (coding, ordinal) IN (
            SELECT (coding, item_ordinal) FROM parties WHERE side = 'speaker' AND $speaker IN (actor, country)
        ))
        AND ($about::VARCHAR IS NULL OR (coding, ordinal) IN (
            SELECT (coding, item_ordinal) FROM parties WHERE side = 'about' AND $about IN (actor, country)
        ))
),
page AS (FROM found ORDER BY known DESC, place DESC LIMIT $most OFFSET $after),
told AS (
    SELECT NULL AS total, known, rowid AS place, body FROM claims WHERE rowid IN (SELECT place FROM page)
    UNION ALL
    SELECT count(*) AS total, NULL, NULL, NULL FROM found
)
SELECT total, body
FROM told
ORDER BY known DESC NULLS FIRST, place DESC;
