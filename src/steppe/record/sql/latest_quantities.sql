-- A page of the quantities of a view, as latest_claims.
-- $day, $at, $by, $article, $unit: as in view_quantities. $most, $after: rows of a page, rows to pass over.
-- Columns: total (in the first row only, which has no body), body.
-- Promise: all pages together hold what view_quantities holds, one of two articles twice; only bodies of the page are read.
WITH found AS MATERIALIZED (
    SELECT rowid AS place, known
    FROM quantities
    WHERE coding IN (FROM shown($at, $by))
        AND ($day::DATE IS NULL OR known < $day)
        AND ($article::VARCHAR IS NULL OR article = $article)
        AND ($unit::VARCHAR IS NULL OR unit = $unit)
        AND id NOT IN (FROM left_out($at, $by, false))
        AND article NOT IN (FROM left_out($at, $by, false))
),
page AS (FROM found ORDER BY known DESC, place DESC LIMIT $most OFFSET $after),
told AS (
    SELECT NULL AS total, known, rowid AS place, body FROM quantities WHERE rowid IN (SELECT place FROM page)
    UNION ALL
    SELECT count(*) AS total, NULL, NULL, NULL FROM found
)
SELECT total, body
FROM told
ORDER BY known DESC NULLS FIRST, place DESC;
