-- Adds rows to events; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO events BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "coding": "VARCHAR", "ordinal": "INTEGER", "article": "VARCHAR", "batch": "INTEGER",
        "recorded": "TIMESTAMP", "known": "DATE", "kind": "VARCHAR", "modes": ["VARCHAR"], "contexts": ["VARCHAR"],
        "status": "VARCHAR", "happened_first": "DATE", "happened_last": "DATE", "basis": "VARCHAR", "place":
        "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE", "reason": "VARCHAR", "coder": "VARCHAR", "confidence":
        "DOUBLE", "first": "INTEGER", "last": "INTEGER", "quote": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
