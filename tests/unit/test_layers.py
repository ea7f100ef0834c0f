"""The house's layers: imports run strictly down (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "presswork"
LAYERS: list[set[str]] = [
    {"paper", "diagnostics", "codes"},
    {
        "text",
        "words",
        "identifiers",
        "rights",
        "contributors",
        "dates",
        "languages",
        "article",
        "publication",
        "volume",
        "breaks",
        "edition",
        "fields",
        "labels",
        "printers",
        "price",
    },
    {"yamlsource", "manuscript", "settings"},
    {"copydesk", "markup", "typography", "pagemap", "volumes"},
    {"pages", "house"},
    {"typesetting", "barcodes"},
    {"editions"},
    {"imposition"},
    {"preflight"},
    {
        "production",
        "making",
        "workers",
        "jobs",
        "results",
        "output",
        "starters",
        "receiving",
        "report",
        "specimen",
        "keeping",
        "proofing",
        "walk",
        "volume_walk",
        "pool",
        "cluster",
        "likeness",
        "preloaded",
        "store",
    },
    {"cli", "__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def top(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports(path: Path) -> set[str]:
    """The top-level parts of presswork that a module imports, those for type checking only left out."""
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(n)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for n in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "presswork":
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("presswork.")}
    return found


def test_every_part_has_a_layer() -> None:
    assert {top(path) for path in modules()} <= set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_down(path: Path) -> None:
    own = top(path)
    if own in {"__init__", "__main__"}:
        return
    upward = {name for name in imports(path) if name != own and name in LEVEL and LEVEL[name] > LEVEL[own]}
    assert not upward, f"{path.name} (layer {LEVEL[own]}) imports {upward} from above"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_are_short_and_say_what_they_do(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text)), f"{path} says nothing of its responsibility"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 60
    ]
    assert not long


def test_engines_are_imported_only_when_used() -> None:
    import subprocess
    import sys

    engines = "weasyprint ebooklib pikepdf pypandoc PIL babel dateparser lxml jinja2 pydantic ziamath pypdfium2 nh3"
    code = f"import sys, presswork.cli.app; print([m for m in {engines.split()!r} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
