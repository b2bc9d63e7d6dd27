-- Adds rows to parties; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO parties BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"item": "VARCHAR", "item_ordinal": "INTEGER", "side": "VARCHAR", "coding": "VARCHAR", "ordinal": "INTEGER",
        "article": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP", "actor": "VARCHAR", "name": "VARCHAR",
        "kind": "VARCHAR", "country": "VARCHAR", "sectors": ["VARCHAR"], "cow": "VARCHAR", "resolution": "VARCHAR",
        "coder": "VARCHAR", "confidence": "DOUBLE", "first": "INTEGER", "last": "INTEGER", "quote": "VARCHAR"}
    ]')) AS given);
