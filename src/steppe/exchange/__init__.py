"""Events and claims in the formats of the field: POLECAT, CSV, Parquet, Web Annotation; histories from event files."""
