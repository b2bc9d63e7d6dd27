-- Adds rows to resolutions; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO resolutions BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP", "ordinal": "INTEGER", "question":
        "VARCHAR", "outcome": "VARCHAR", "why": "VARCHAR", "evidence": ["VARCHAR"], "author": "VARCHAR",
        "judged_at": "TIMESTAMP", "body": "VARCHAR"}
    ]')) AS given);
