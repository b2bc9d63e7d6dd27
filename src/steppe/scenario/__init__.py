"""What if: mechanisms with a licence, back-tested against dumb baselines before they are used."""
