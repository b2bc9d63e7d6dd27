"""Events and claims in the formats of the field: POLECAT tab files, CSV, Parquet, Web Annotation."""
