-- Adds rows to forecasts; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO forecasts BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP", "ordinal": "INTEGER", "question":
        "VARCHAR", "actors": ["VARCHAR"], "kinds": ["VARCHAR"], "recipients": ["VARCHAR"], "opens": "DATE",
        "closes": "DATE", "as_of": "DATE", "forecaster": "VARCHAR", "probability": "DOUBLE", "low": "DOUBLE",
        "high": "DOUBLE", "base_rate": "DOUBLE", "reasons": "VARCHAR", "history": "VARCHAR", "made":
        "TIMESTAMP", "body": "VARCHAR"}
    ]')) AS given);
