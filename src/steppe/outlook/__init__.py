"""Outlook: who will do what to whom, as calibrated probabilities and rankings, with reasons and a track record."""
