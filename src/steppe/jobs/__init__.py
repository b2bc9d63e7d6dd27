"""Work that takes long: queued, done one after the other in a process of its own, and not forgotten when ours dies."""
