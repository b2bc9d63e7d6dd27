"""Ranking: given an actor and a kind of act, which other actors are likely, from counts learned in one pass."""
