"""`python -m sohoa`: the program by the Python that runs it."""

from sohoa.door import main

if __name__ == "__main__":
    main()
