-- Adds rows to backtests; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO backtests BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP", "ordinal": "INTEGER", "asked":
        ["VARCHAR"], "since": "DATE", "every": "INTEGER", "origins": "INTEGER", "forecasters": ["VARCHAR"],
        "history": "VARCHAR", "steppe": "VARCHAR", "scores": "VARCHAR", "made": "TIMESTAMP", "body": "VARCHAR"}
    ]')) AS given);
