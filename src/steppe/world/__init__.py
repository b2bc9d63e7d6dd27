"""The system of states as data: a case's dated, sourced facts, and the world they make at a date.

`steppe.world.load.load_case` reads and checks a case folder; `steppe.world.build.build` gives the world as it was
known before a day. The room knows no store, no text and no clock.
"""
