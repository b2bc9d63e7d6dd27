-- Adds rows to skipped; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO skipped BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"coding": "VARCHAR", "ordinal": "INTEGER", "article": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP",
        "known": "DATE", "reason": "VARCHAR", "coder": "VARCHAR", "confidence": "DOUBLE", "first": "INTEGER", "last":
        "INTEGER", "quote": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
