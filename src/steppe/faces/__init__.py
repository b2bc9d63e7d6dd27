"""The edges people and programs meet: settings, the command line; later HTTP and the web."""
