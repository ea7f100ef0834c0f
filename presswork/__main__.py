"""`python -m presswork` is the `presswork` command."""

from presswork.cli import main

if __name__ == "__main__":
    main()
