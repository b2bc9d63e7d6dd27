-- Adds rows to batches; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO batches BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "INTEGER", "recorded": "TIMESTAMP", "note": "VARCHAR", "articles": "INTEGER", "codings": "INTEGER",
        "events": "INTEGER", "claims": "INTEGER", "quantities": "INTEGER", "mentions": "INTEGER", "parties":
        "INTEGER", "skipped": "INTEGER", "judgements": "INTEGER", "forecasts": "INTEGER", "resolutions": "INTEGER",
        "backtests": "INTEGER"}
    ]')) AS given);
