"""Roman page numbers are those of the engine."""

from __future__ import annotations

import subprocess
import sys

import pytest
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA_COUNTER_STYLE

from presswork.editions.numerals import written


@pytest.mark.parametrize("style", ["decimal", "lower-roman", "upper-roman", "lower-alpha", "arabic-indic"])
def test_numbers_are_written_as_the_engine_prints_them(style: str) -> None:
    engine = CounterStyle()
    engine.update(UA_COUNTER_STYLE)
    for number in [*range(-1, 500), 1999, 3998, 3999, 4000, 4001]:
        assert written(number, style) == engine.render_value(number, style)


def test_figures_and_roman_numerals_do_without_the_engine() -> None:
    code = (
        "import sys\nfrom presswork.editions.numerals import written\n"
        "assert (written(14, 'decimal'), written(14, 'lower-roman')) == ('14', 'xiv')\n"
        "assert 'weasyprint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
