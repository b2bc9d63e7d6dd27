-- Adds rows to quantities; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO quantities BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "coding": "VARCHAR", "ordinal": "INTEGER", "article": "VARCHAR", "batch": "INTEGER",
        "recorded": "TIMESTAMP", "known": "DATE", "value": "DOUBLE", "high": "DOUBLE", "unit": "VARCHAR", "counted":
        "VARCHAR", "bound": "VARCHAR", "coder": "VARCHAR", "confidence": "DOUBLE", "first": "INTEGER", "last":
        "INTEGER", "quote": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
