-- Marks a new file as a steppe record. $schema: version of the tables; $made: UTC time.
INSERT INTO steppe_record BY NAME SELECT $schema::INTEGER AS schema, $made::TIMESTAMP AS made;
