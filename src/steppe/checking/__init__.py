"""A claim against the record: what it says as a proposition, and whether the world bears it out as of a day.

`steppe.checking.check.check` is the entry. A proposition has one of a small set of kinds; a verdict names the facts
used, the rule applied and the two figures. Where nothing is known it says so, never that a claim is false.
"""
