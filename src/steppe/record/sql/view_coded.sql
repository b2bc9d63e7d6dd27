-- Every item of one coding, in the order in which it was found.
-- $coding: id of the coding; $day, $at, $by, $judged: as in view_events.
-- Columns: part (name of the table), body. Promise: parts in their order, none left out but by day or verdict.
SELECT part, body
FROM (
    SELECT 'events' AS part, ordinal, id, known, body FROM events WHERE coding = $coding
    UNION ALL
    SELECT 'claims' AS part, ordinal, id, known, body FROM claims WHERE coding = $coding
    UNION ALL
    SELECT 'quantities' AS part, ordinal, id, known, body FROM quantities WHERE coding = $coding
    UNION ALL
    SELECT 'mentions' AS part, ordinal, '' AS id, known, body FROM mentions WHERE coding = $coding
    UNION ALL
    SELECT 'skipped' AS part, ordinal, '' AS id, known, body FROM skipped WHERE coding = $coding
)
WHERE ($day::DATE IS NULL OR known < $day)
    AND id NOT IN (FROM left_out($at, $by, $judged))
ORDER BY part, ordinal;
