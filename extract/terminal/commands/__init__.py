"""The commands: each parses its line, calls, shows, and exits with a named code. No logic lives here.

Heavy modules are imported inside them, so that `sohoa --help` need not load them.
"""
