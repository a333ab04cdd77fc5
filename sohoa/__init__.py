"""What must work where nothing else of the program does: its way in, and a look at the packages beside it.

Imports nothing but Python's own modules; the rest of the program is loaded by `door.main`.
"""
