"""The only room that knows the store: append-only, three clocks, views as of a moment.

`steppe.record.store.open_record` is the entry; it gives a `Record` that keeps what the coder found and what people
judged, and shows it again as it was known at a moment. The room stores and returns; it never interprets.
"""
