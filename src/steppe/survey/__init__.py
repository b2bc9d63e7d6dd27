"""The record at a glance: columns of all its events in memory, and what is counted from them."""
