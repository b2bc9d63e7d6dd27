"""Article to events, claims and quantities: pure, every item with its characters and its reason."""
