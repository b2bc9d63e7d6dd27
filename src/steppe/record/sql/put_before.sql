-- What somebody put right by hand in some articles and did not take back, with the words that the misread item rests on.
-- $ids: JSON array of article ids.
-- Columns: article, part (name of the table), old and new (ids), first and last (span), kind and other (of the old and the
-- new event, empty for claims and quantities), at (UTC time from which the old one stands judged wrong).
-- Promise: each new item once; none whose old item shares its words and kind with another one of its coding.
WITH hand AS (
    SELECT id, article
    FROM codings
    WHERE coder = 'put-right@1' AND article IN (SELECT unnest(from_json($ids::JSON, '["VARCHAR"]')))
),
told AS MATERIALIZED (
    SELECT 'events' AS part, id, coding, article, first, last, kind, reason AS instead
    FROM events
    WHERE article IN (SELECT article FROM hand)
    UNION ALL
    SELECT 'claims' AS part, id, coding, article, first, last, '' AS kind, body ->> 'instead_of' AS instead
    FROM claims
    WHERE article IN (SELECT article FROM hand)
    UNION ALL
    SELECT 'quantities' AS part, id, coding, article, first, last, '' AS kind, body ->> 'instead_of' AS instead
    FROM quantities
    WHERE article IN (SELECT article FROM hand)
),
alone AS (
    SELECT *, count(*) OVER (PARTITION BY part, coding, first, last, kind) AS alike
    FROM told
    WHERE coding NOT IN (SELECT id FROM hand)
)
SELECT
    put.article,
    put.part,
    alone.id AS old,
    put.id AS new,
    min(alone.first) AS first,
    min(alone.last) AS last,
    min(alone.kind) AS kind,
    min(put.kind) AS other,
    min(said.judged_at) AS at
FROM told AS put
JOIN alone ON alone.part = put.part AND alone.article = put.article
    AND put.instead IN (alone.id, 'by hand instead of ' || alone.id)
JOIN standing(NULL, NULL) AS said ON said.subject = alone.id AND said.verdict = 'wrong'
WHERE put.coding IN (SELECT id FROM hand)
    AND put.id NOT IN (SELECT subject FROM standing(NULL, NULL) WHERE verdict = 'retracted')
GROUP BY ALL
HAVING max(alone.alike) = 1;
