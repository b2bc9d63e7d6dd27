"""The web desk: pages drawn here, each also as JSON and CSV."""
