-- Events, claims and quantities by id as of a moment, each id once.
-- $day, $at, $by, $judged: as in view_events. $ids: a JSON array of ids.
-- Columns: part (events, claims or quantities), body. Promise: none that the view of its table leaves out.
WITH wanted AS (SELECT unnest(from_json($ids::JSON, '["VARCHAR"]')) AS id),
found AS MATERIALIZED (
    SELECT 'events' AS part, id, coding, article, known, ordinal, body FROM events WHERE id IN (FROM wanted)
    UNION ALL
    SELECT 'claims' AS part, id, coding, article, known, ordinal, body FROM claims WHERE id IN (FROM wanted)
    UNION ALL
    SELECT 'quantities' AS part, id, coding, article, known, ordinal, body FROM quantities WHERE id IN (FROM wanted)
),
counting AS ( -- as shown, but the latest of their articles only, for there may be many
    SELECT id
    FROM codings
    WHERE article IN (SELECT article FROM found) AND ($by::TIMESTAMP IS NULL OR recorded <= $by)
        AND coder <> 'put-right@1'
    QUALIFY row_number() OVER (PARTITION BY article ORDER BY batch DESC, ordinal DESC) = 1
    UNION ALL
    SELECT id FROM by_hand($at, $by)
)
SELECT part, body
FROM found
WHERE coding IN (FROM counting)
    AND ($day::DATE IS NULL OR known < $day)
    AND id NOT IN (FROM left_out($at, $by, $judged))
    AND article NOT IN (FROM left_out($at, $by, $judged))
QUALIFY row_number() OVER (PARTITION BY part, id ORDER BY known, article, ordinal) = 1;
