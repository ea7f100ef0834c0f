"""A publication's own template or style takes the shipped one's place, or extends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presswork.diagnostics import Rejected
from presswork.house import House, shipped, token_sheet

if TYPE_CHECKING:
    from pathlib import Path


def own(root: Path, name: str, text: str) -> House:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return House(root)


def test_the_house_stands_alone() -> None:
    assert "article" in House().names("templates", "paper")
    assert House().style("house.css")


def test_a_template_of_the_publication_takes_the_shipped_ones_place(tmp_path: Path) -> None:
    house = own(tmp_path, "templates/paper/article.html.j2", "<p>{{ word }}</p>")
    assert house.render("paper", "article", {"word": "a & b"}) == "<p>a &amp; b</p>"
    assert "report" in house.names("templates", "paper")


def test_a_template_may_extend_the_shipped_one(tmp_path: Path) -> None:
    house = own(tmp_path, "templates/paper/plain.html.j2", '{% extends "!house/paper/base.html.j2" %}')
    assert house.environment.get_template("paper/plain.html.j2")


def test_a_style_may_import_the_shipped_one(tmp_path: Path) -> None:
    house = own(tmp_path, "styles/house.css", '@import "!house/house.css";\n:root{--accent:green}')
    sheet = house.style("house.css")
    assert sheet is not None
    assert sheet.text.endswith(":root{--accent:green}")
    assert "--line" in sheet.text


def test_what_a_shipped_style_imports_comes_with_it(tmp_path: Path) -> None:
    house = own(tmp_path, "styles/paper/folio.css", '@import "!house/paper/magazine.css";\nh1{color:green}')
    sheet = house.style("paper/folio.css")
    assert sheet is not None
    assert "@import" not in sheet.text
    within = (shipped() / "styles" / "paper" / "volume.css").read_text("utf-8")
    assert within.strip().splitlines()[-1] in sheet.text
    assert "styles/!house/paper/volume.css" in house.dependencies("paper", ("folio",))


def test_a_style_cannot_import_from_outside_the_house(tmp_path: Path) -> None:
    house = own(tmp_path, "styles/house.css", '@import "!house/../presswork/cli/__init__.py";')
    with pytest.raises(Rejected, match="H003"):
        house.style("house.css")


def test_an_undefined_value_is_an_error_with_the_templates_line(tmp_path: Path) -> None:
    house = own(tmp_path, "templates/screen/mine.html.j2", "<p>\n{{ meta.titel }}</p>")
    with pytest.raises(Rejected) as caught:
        house.render("screen", "mine", {"meta": {"title": "x"}})
    (finding,) = caught.value.findings
    assert finding.code == "H002"
    assert finding.location is not None
    assert finding.location.line == 2
    assert finding.location.path.endswith("mine.html.j2")


def test_a_broken_template_is_an_error_with_its_line(tmp_path: Path) -> None:
    house = own(tmp_path, "templates/screen/mine.html.j2", "<p>\n{% if %}</p>")
    with pytest.raises(Rejected) as caught:
        house.render("screen", "mine", {})
    (finding,) = caught.value.findings
    assert (finding.code, finding.location and finding.location.line) == ("H002", 2)


def test_an_unknown_template_names_the_near_one() -> None:
    with pytest.raises(Rejected, match="did you mean 'article'"):
        House().render("paper", "artcle", {})


def test_templates_cannot_reach_into_python(tmp_path: Path) -> None:
    house = own(tmp_path, "templates/screen/mine.html.j2", "{{ ''.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(Rejected, match="H002"):
        house.render("screen", "mine", {})


@pytest.mark.parametrize("value", ["red;}body{display:none", "url(http://x)", "</style>"])
def test_a_token_cannot_carry_more_than_a_value(value: str) -> None:
    with pytest.raises(Rejected, match="H004"):
        token_sheet({"accent": value})


def test_shipped_folder_holds_both_kinds() -> None:
    assert (shipped() / "templates").is_dir()
    assert (shipped() / "styles").is_dir()
