-- Adds rows to mentions; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO mentions BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"coding": "VARCHAR", "ordinal": "INTEGER", "article": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP",
        "known": "DATE", "actor": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "country": "VARCHAR", "sectors":
        ["VARCHAR"], "cow": "VARCHAR", "resolution": "VARCHAR", "coder": "VARCHAR", "confidence": "DOUBLE", "first":
        "INTEGER", "last": "INTEGER", "quote": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
