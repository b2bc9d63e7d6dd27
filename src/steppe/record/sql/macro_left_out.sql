-- What a view leaves out: items and articles whose standing verdict, by any author, is wrong or retracted.
-- given_at, given_by: as in standing. judged: true where judged things are asked for; then nothing is left out.
-- Columns: subject. Promise: no subject twice.
CREATE OR REPLACE TEMP MACRO left_out(given_at, given_by, judged) AS TABLE
SELECT DISTINCT subject
FROM standing(given_at, given_by)
WHERE verdict IN ('wrong', 'retracted') AND NOT judged;
