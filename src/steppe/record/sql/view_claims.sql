-- Claims as of a moment, each id once, in order of saying, undated ones last.
-- $day, $at, $by, $judged, $article: as in view_events.
-- $speaker, $about: an actor id or a PLOVER country, which stands for every party of that country.
-- $since, $until: said, as far as is known, not wholly before or after; undated claims are then left out.
-- Columns: body. Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT body
FROM claims
WHERE coding IN (FROM shown($at, $by))
    AND ($day::DATE IS NULL OR known < $day)
    AND ($article::VARCHAR IS NULL OR article = $article)
    AND ($since::DATE IS NULL OR said_last >= $since)
    AND ($until::DATE IS NULL OR said_first <= $until)
    AND id NOT IN (FROM left_out($at, $by, $judged))
    AND article NOT IN (FROM left_out($at, $by, $judged))
    AND ($speaker::VARCHAR IS NULL OR (coding, ordinal) IN (
        SELECT (coding, item_ordinal) FROM parties WHERE side = 'speaker' AND $speaker IN (actor, country)
    ))
    AND ($about::VARCHAR IS NULL OR (coding, ordinal) IN (
        SELECT (coding, item_ordinal) FROM parties WHERE side = 'about' AND $about IN (actor, country)
    ))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY known, article, ordinal, rowid) = 1
ORDER BY said_first NULLS LAST, said_last, known, article, ordinal, rowid;
