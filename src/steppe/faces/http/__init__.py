"""The HTTP face: the guard at the door, one error shape, and a resource per noun."""
