-- Adds rows to articles; $rows is a JSON array of objects that have every column of the table, null where it has none.
INSERT INTO articles BY NAME
SELECT unnest(given)
FROM (SELECT unnest(from_json($rows::JSON, '[
        {"id": "VARCHAR", "version": "VARCHAR", "batch": "INTEGER", "recorded": "TIMESTAMP", "known": "DATE",
        "address": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", "text": "VARCHAR", "language": "VARCHAR",
        "supported": "BOOLEAN", "published_first": "DATE", "published_last": "DATE", "basis": "VARCHAR", "body":
        "VARCHAR"}
    ]')) AS given);
