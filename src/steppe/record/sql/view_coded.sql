-- Every item of one coding, in the order in which it was found, and then what was put right by hand in its article.
-- $coding: id of the coding; $article: id of its article; $day, $at, $by, $judged: as in view_events.
-- Columns: part (name of the table), body. Promise: parts in their order, none left out but by day or verdict.
WITH counting AS (
    SELECT $coding::VARCHAR AS id, 0 AS batch, 0 AS place
    UNION ALL
    SELECT id, batch, ordinal FROM by_hand($at, $by) WHERE article = $article
)
SELECT part, body
FROM (
    SELECT 'events' AS part, coding, ordinal, id, known, body FROM events WHERE coding IN (SELECT id FROM counting)
    UNION ALL
    SELECT 'claims' AS part, coding, ordinal, id, known, body FROM claims WHERE coding IN (SELECT id FROM counting)
    UNION ALL
    SELECT 'quantities' AS part, coding, ordinal, id, known, body
    FROM quantities
    WHERE coding IN (SELECT id FROM counting)
    UNION ALL
    SELECT 'mentions' AS part, coding, ordinal, '' AS id, known, body FROM mentions WHERE coding = $coding
    UNION ALL
    SELECT 'skipped' AS part, coding, ordinal, '' AS id, known, body FROM skipped WHERE coding = $coding
) AS found
JOIN counting ON counting.id = found.coding
WHERE ($day::DATE IS NULL OR known < $day)
    AND found.id NOT IN (FROM left_out($at, $by, $judged))
ORDER BY part, counting.batch, counting.place, found.ordinal;
