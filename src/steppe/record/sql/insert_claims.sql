-- Adds rows to claims; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO claims BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "coding": "VARCHAR", "ordinal": "INTEGER", "article": "VARCHAR", "batch": "INTEGER",
        "recorded": "TIMESTAMP", "known": "DATE", "voice": "VARCHAR", "stance": "VARCHAR", "hedges": ["VARCHAR"],
        "said_first": "DATE", "said_last": "DATE", "basis": "VARCHAR", "replies_to": "VARCHAR", "coder": "VARCHAR",
        "confidence": "DOUBLE", "first": "INTEGER", "last": "INTEGER", "quote": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
