-- Articles as of a moment, each in the version that its shown coding read, in order of becoming known.
-- $day, $at, $by, $judged, $article: as in view_events.
-- Columns: body, and of the shown coding: coding (its id), coder, ontology, layout (sentences and quotations as JSON).
-- Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT articles.body, shown.id AS coding, shown.coder, shown.ontology, shown.body AS layout
FROM latest($by) AS shown
JOIN articles ON articles.id = shown.article AND articles.version = shown.version
WHERE ($day::DATE IS NULL OR articles.known < $day)
    AND ($article::VARCHAR IS NULL OR articles.id = $article)
    AND articles.id NOT IN (FROM left_out($at, $by, $judged))
ORDER BY articles.known, articles.id;
