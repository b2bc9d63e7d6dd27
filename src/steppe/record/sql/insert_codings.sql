-- Adds rows to codings; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO codings BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "article": "VARCHAR", "version": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP",
        "ordinal": "INTEGER", "coder": "VARCHAR", "ontology": "VARCHAR", "body": "VARCHAR"}
    ]')) AS given);
