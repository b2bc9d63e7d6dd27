-- Quantities as of a moment, each id once, in order of becoming known.
-- $day, $at, $by, $judged, $article: as in view_events. $unit: of that unit.
-- Columns: body. Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT body
FROM quantities
WHERE coding IN (FROM shown($at, $by))
    AND ($day::DATE IS NULL OR known < $day)
    AND ($article::VARCHAR IS NULL OR article = $article)
    AND ($unit::VARCHAR IS NULL OR unit = $unit)
    AND id NOT IN (FROM left_out($at, $by, $judged))
    AND article NOT IN (FROM left_out($at, $by, $judged))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY known, article, ordinal, rowid) = 1
ORDER BY known, article, ordinal, rowid;
