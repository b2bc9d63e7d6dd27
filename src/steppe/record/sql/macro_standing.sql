-- Judgements that stand: one row per subject of a judgement that no later one has replaced.
-- right, wrong, retracted and open replace each other per author and subject; same and different per author and whole set
-- of subjects, so that saying two reports are the same does not make a wrong one right.
-- given_at: UTC time of the view, judgements made then or later are not seen; given_by: as in shown.
-- Columns: subject, and those of judgements. Promise: no author has two verdicts of one sort on one subject or set.
CREATE OR REPLACE TEMP MACRO standing(given_at, given_by) AS TABLE
SELECT *
FROM (
    SELECT
        unnest(subjects) AS subject,
        CASE
            WHEN verdict IN ('same', 'different') THEN list_sort(list_distinct(subjects))
            ELSE []
        END AS compared,
        judgements.*
    FROM judgements
    WHERE (given_at IS NULL OR judged_at < given_at) AND (given_by IS NULL OR recorded <= given_by)
)
QUALIFY row_number() OVER (
    PARTITION BY subject, author, compared ORDER BY judged_at DESC, batch DESC, ordinal DESC
) = 1;
