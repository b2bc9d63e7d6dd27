-- Events as of a moment, each id once, in order of happening, undated ones last.
-- $day, $at, $by: what is known before that day, judged before that time, recorded by that time (null: no bound).
-- $judged: with those judged wrong or retracted. $article: of that article.
-- $actor, $recipient: an actor id or a PLOVER country, which stands for every party of that country. $kind: the type.
-- $since, $until: happened, as far as is known, not wholly before or after; undated events are then left out.
-- Columns: body. Promise: equal to the plain-Python oracle in tests/record/test_views.py.
SELECT body
FROM events
WHERE coding IN (FROM shown($at, $by))
    AND ($day::DATE IS NULL OR known < $day)
    AND ($article::VARCHAR IS NULL OR article = $article)
    AND ($kind::VARCHAR IS NULL OR kind = $kind)
    AND ($since::DATE IS NULL OR happened_last >= $since)
    AND ($until::DATE IS NULL OR happened_first <= $until)
    AND id NOT IN (FROM left_out($at, $by, $judged))
    AND article NOT IN (FROM left_out($at, $by, $judged))
    AND ($actor::VARCHAR IS NULL OR (coding, ordinal) IN (
        SELECT (coding, item_ordinal) FROM parties WHERE side = 'actor' AND $actor IN (actor, country)
    ))
    AND ($recipient::VARCHAR IS NULL OR (coding, ordinal) IN (
        SELECT (coding, item_ordinal) FROM parties WHERE side = 'recipient' AND $recipient IN (actor, country)
    ))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY known, article, ordinal, rowid) = 1
ORDER BY happened_first NULLS LAST, happened_last, known, article, ordinal, rowid;
