"""Build content/ into out/."""

import sys
from pathlib import Path

from presswork.cli import main

if __name__ == "__main__":
    main(["build", str(Path(__file__).resolve().parent), *sys.argv[1:]])
