-- Articles of batches after $after with what tells their source: one row a version.
-- $after: as in columns_events.
-- Columns: article (hash as in columns_events), id, batch, known (days since 1970), outlet (empty without one), address,
-- title (empty without one), language, length of the text.
-- Promise: every version of those batches once, in the order of writing.
SELECT
    hash(id) AS article,
    id,
    batch,
    known - DATE '1970-01-01' AS known,
    coalesce(outlet, '') AS outlet,
    address,
    coalesce(title, '') AS title,
    language,
    length(text) AS length
FROM articles
WHERE batch > $after
ORDER BY rowid;
