"""Charts as pure functions from rows of a brief to an SVG string."""
