"""The program in a checkout: `python cli.py convert ...`. Installed it is called `sohoa` (sohoa/door.py)."""

from sohoa.door import main

if __name__ == "__main__":
    main()
