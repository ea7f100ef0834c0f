"""Build content/ into out/: `python build.py [OPTIONS]` is `presswork build` in this folder."""

import sys
from pathlib import Path

from presswork.cli import main

if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    arguments = sys.argv[1:]
    named = any(not argument.startswith("-") and Path(argument).exists() for argument in arguments)
    main(["build", *arguments] if named else ["build", str(here), *arguments])
