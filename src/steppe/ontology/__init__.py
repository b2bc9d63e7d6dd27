"""The vocabularies every room speaks: PLOVER types, sectors, ties, claims; and the actors directory."""
