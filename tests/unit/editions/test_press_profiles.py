"""The profiles of presses: those that we ship, and those that are refused."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from PIL import ImageCms

from presswork.diagnostics import Rejected
from presswork.edition import Edition
from presswork.editions.press.profile import FOLDER, _condition, profile_of

if TYPE_CHECKING:
    from pathlib import Path


def of(path: Path | None) -> Edition:
    return Edition("press", "pdf", profile=path)


@pytest.mark.parametrize(
    ("name", "condition"),
    [("fogra39", "FOGRA39"), ("fogra47", "FOGRA47"), ("gracol", "CGATS TR 006"), ("ifra26", "IFRA26")],
)
def test_a_shipped_profile_is_of_a_press_small_free_and_names_its_condition(name: str, condition: str) -> None:
    path = FOLDER / f"{name}.icc"
    profile = profile_of(of(path))
    assert profile.condition == profile.identifier == condition
    assert profile.version == 2, "PDF/X-1a knows no later one"
    assert len(profile.data) < 300_000
    assert profile.description.startswith(f"Presswork {name}: ")
    assert "CC0" in ImageCms.getProfileCopyright(str(path))
    year, month, day = struct.unpack(">3H", profile.data[24:30])
    assert (year, month, day) == (2026, 11, 24), "a constant date, so that it can be built again"


def test_coated_paper_is_assumed_when_no_profile_is_named() -> None:
    assert profile_of(of(None)).condition == "FOGRA39"


def test_what_is_no_profile_of_a_press_is_refused_with_the_reason(tmp_path: Path) -> None:
    screen = tmp_path / "screen.icc"
    screen.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    letter = tmp_path / "letter.icc"
    letter.write_bytes(b"Dear printer, which profile do you print to?" * 9)
    press = (FOLDER / "fogra39.icc").read_bytes()
    link = tmp_path / "link.icc"
    link.write_bytes(press[:12] + b"link" + press[16:])
    bare = tmp_path / "bare.icc"
    bare.write_bytes(press[:128] + (0).to_bytes(4, "big") + press[132:])
    torn = tmp_path / "torn.icc"
    torn.write_bytes(press[:400])
    for path, reason in {
        screen: "is for RGB colours, not for the four inks of a press",
        letter: "is no ICC profile",
        link: "is of class 'link', not the profile of an output device",
        bare: "lacks the tables by which colours are converted",
        torn: "is damaged",
        tmp_path / "gone.icc": "cannot be read: No such file",
    }.items():
        with pytest.raises(Rejected) as caught:
            profile_of(of(path))
        [finding] = caught.value.findings
        assert finding.code == "E230"
        assert finding.message.startswith(f"the profile '{path.name}' {reason}")
        assert "ask your printer" in finding.hints[0]
        assert "fogra39" in finding.hints[1]


@pytest.mark.parametrize(
    ("description", "model", "condition"),
    [
        ("PSO Coated v3", "", "FOGRA51"),
        ("PSO Uncoated v3 (FOGRA52)", "", "FOGRA52"),
        ("ISO Coated v2 300% (ECI)", "", "FOGRA39"),
        ("Coated FOGRA39 (ISO 12647-2:2004)", "", "FOGRA39"),
        ("U.S. Web Coated (SWOP) v2", "", "CGATS TR 001"),
        ("GRACoL2013_CRPC6.icc", "", "CGATS21-2-CRPC6"),
        ("The press in the cellar", "FOGRA47", "FOGRA47"),
        ("The press in the cellar", "No. 3", ""),
    ],
)
def test_the_printing_condition_is_read_from_what_a_profile_says(description: str, model: str, condition: str) -> None:
    assert _condition(description, model) == condition
