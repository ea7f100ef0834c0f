"""The options of `presswork build` and `presswork check`."""

from __future__ import annotations

from presswork.cli.plain_words import Option, option

_PATHS = Option("paths", "files", "A publication's folder or manuscripts (default: here).")
_EDITION = option("texts", "Make only this edition (may be given again).", "--edition", "-e")
_STRICT = option("flag", "Exit 1 on warnings too.", "--strict")
_QUIET = option("flag", "Say nothing but errors.", "--quiet", "-q")
_JSON = option("flag", "Findings and results as JSON lines on stdout.", "--json")

BUILD: tuple[Option, ...] = (
    _PATHS,
    _EDITION,
    option("file", "The folder for what is made.", "--out", "-o"),
    _STRICT,
    option("number", "Processes that make articles (default: one for each processor).", "--jobs", "-j", least=1),
    option("text", "A Dask cluster that makes articles: tcp://scheduler:8786", "--cluster", said_as="ADDRESS"),
    option("flag", "Say why each edition was made.", "--explain"),
    option("flag", "Make of each PDF a copy with the faults of its lines marked.", "--proof"),
    _QUIET,
    _JSON,
)
CHECK: tuple[Option, ...] = (
    _PATHS,
    _EDITION,
    option("flag", "Ask EPUBCheck and veraPDF about the files, too.", "--outside"),
    option("flag", "Tell of every loose line, ladder, river, widow …, and the figures.", "--lines"),
    _STRICT,
    _QUIET,
    _JSON,
)
