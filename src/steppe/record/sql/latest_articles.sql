-- A page of the articles of a view, as latest_claims.
-- $day, $at, $by: as in view_events. $most, $after: rows of a page, rows to pass over.
-- Columns: total (in the first row only, which has no body), body.
-- Promise: all pages together hold what view_articles holds; only bodies of the page are read.
WITH found AS MATERIALIZED (
    SELECT articles.rowid AS place, articles.known
    FROM latest($by) AS shown
    JOIN articles ON articles.id = shown.article AND articles.version = shown.version
    WHERE ($day::DATE IS NULL OR articles.known < $day)
        AND articles.id NOT IN (FROM left_out($at, $by, false))
),
page AS (FROM found ORDER BY known DESC, place DESC LIMIT $most OFFSET $after),
told AS (
    SELECT NULL AS total, known, rowid AS place, body FROM articles WHERE rowid IN (SELECT place FROM page)
    UNION ALL
    SELECT count(*) AS total, NULL, NULL, NULL FROM found
)
SELECT total, body
FROM told
ORDER BY known DESC NULLS FIRST, place DESC;
