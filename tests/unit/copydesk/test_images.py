"""Images are taken in from the publication only, made fit without loss where that can be, and named by content."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageCms

from presswork.article import Figure, Metadata, Text
from presswork.copydesk.images import take_in
from presswork.diagnostics import Diagnostic, Rejected, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.edition import Asset

BODY = '<p>One</p><figure id="fig-1" class="figure"><img src="{}" alt="A crane"/></figure>'


def picture(kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((30, 20)).convert(mode).save(out, kind, **options)
    return out.getvalue()


def opened(asset: Asset) -> Image.Image:
    return Image.open(io.BytesIO(asset.data))


def taken(
    folder: Path, body: str, *figures: Figure, root: Path | None = None, media: dict[str, bytes] | None = None
) -> tuple[str, tuple[Asset, ...], tuple[Diagnostic, ...]]:
    lines = {"gone.jpg": 7}
    meta = Metadata(title=Text.of("One"), slug="one", figures=figures)
    new, _, assets, found = take_in(body, meta, media or {}, folder=folder, root=root, path="one.md", line_of=lines.get)
    return new, assets, found


def refused(folder: Path, source: str, root: Path | None = None) -> str:
    with pytest.raises(Rejected) as stopped:
        taken(folder, BODY.format(source), root=root)
    (found,) = stopped.value.findings
    return str(found)


def test_an_image_becomes_an_asset_named_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "Crane Ö 1.jpg").write_bytes(picture())
    body, (asset,), findings = taken(tmp_path, BODY.format("Crane%20Ö%201.jpg"))
    assert asset.name.startswith("images/crane-o-1-")
    assert asset.name.endswith(".jpg")
    assert (asset.media_type, asset.width, asset.height) == ("image/jpeg", 30, 20)
    assert f'<img src="{asset.name}" alt="A crane" width="30" height="20"/>' in body
    assert findings == ()


def test_the_same_image_is_one_asset_and_its_name_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "crane.png").write_bytes(picture("PNG"))
    body, (one,), _ = taken(tmp_path / "a", BODY.format("crane.png") + BODY.format("./crane.png"))
    _, (other,), _ = taken(tmp_path / "b", BODY.format("crane.png"))
    assert one.name == other.name
    assert body.count(one.name) == 2


def test_a_photograph_stays_bit_for_bit_and_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera of someone"
    plain, private = picture(), picture(exif=exif, comment=b"a secret")
    (tmp_path / "a.jpg").write_bytes(private + b"after the end")
    _, (asset,), findings = taken(tmp_path, BODY.format("a.jpg"))
    assert asset.data == plain
    assert not opened(asset).getexif()
    assert findings == ()


def test_the_colour_profile_stays(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG"):
        (tmp_path / "a").write_bytes(picture(kind, icc_profile=profile))
        _, (asset,), _ = taken(tmp_path, BODY.format("a"))
        assert opened(asset).info["icc_profile"] == profile


def test_a_turned_photograph_is_turned_upright_and_that_is_said(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(picture(exif=exif))
    _, (asset,), (note,) = taken(tmp_path, BODY.format("a.jpg"))
    assert (asset.width, asset.height) == (20, 30)
    assert (note.code, note.severity) == ("T407", Severity.NOTE)


def test_cmyk_becomes_rgb_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture(mode="CMYK"))
    _, (asset,), (note,) = taken(tmp_path, BODY.format("a.jpg"))
    assert opened(asset).mode == "RGB"
    assert note.code == "T412"


def test_png_keeps_its_pixels_and_loses_its_texts(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "someone")
    (tmp_path / "a.png").write_bytes(picture("PNG", pnginfo=said))
    _, (asset,), _ = taken(tmp_path, BODY.format("a.png"))
    assert asset.data == picture("PNG")


@pytest.mark.parametrize(
    ("kind", "mode", "options", "media_type"),
    [
        ("GIF", "P", {}, "image/png"),
        ("WEBP", "RGB", {}, "image/jpeg"),
        ("WEBP", "RGBA", {"lossless": True}, "image/png"),
        ("TIFF", "RGB", {}, "image/png"),
        ("TIFF", "RGB", {"compression": "jpeg"}, "image/jpeg"),
        ("TIFF", "CMYK", {}, "image/png"),
        ("TIFF", "1", {"compression": "group4"}, "image/png"),
        ("BMP", "RGB", {}, "image/png"),
    ],
)
def test_other_kinds_become_png_or_jpeg(
    tmp_path: Path, kind: str, mode: str, options: dict[str, Any], media_type: str
) -> None:
    (tmp_path / "a").write_bytes(picture(kind, mode, **options))
    _, (asset,), findings = taken(tmp_path, BODY.format("a"))
    assert asset.media_type == media_type
    assert "T407" in {note.code for note in findings}


def test_an_animation_is_its_first_picture(tmp_path: Path) -> None:
    frames = [Image.new("L", (9, 9), colour) for colour in (0, 255)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    _, (asset,), findings = taken(tmp_path, BODY.format("a.gif"))
    assert getattr(opened(asset), "n_frames", 1) == 1
    assert "T413" in {found.code for found in findings}


def test_taking_in_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture(mode="CMYK"))
    _, (asset,), _ = taken(tmp_path, BODY.format("a.jpg"))
    _, (again,), findings = taken(tmp_path, BODY.format("b"), media={"b": asset.data})
    assert again.data == asset.data
    assert findings == ()


def test_what_the_metadata_says_of_an_image_reaches_it(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    figure = Figure("./a.jpg", "The old crane", Text.of("A & B"), Text("Ana Ruiz", "<b>Ana</b> Ruiz"), position="wide")
    body, _, _ = taken(tmp_path, BODY.format("a.jpg"), figure)
    assert 'alt="The old crane"' in body
    assert 'class="figure wide"' in body
    assert (
        '<figcaption><span class="caption">A &amp; B</span> <span class="credit"><b>Ana</b> Ruiz</span></figcaption>'
        in body
    )
    adorns, _, _ = taken(tmp_path, BODY.format("a.jpg"), Figure("a.jpg", decorative=True))
    assert 'alt="" ' in adorns
    assert 'role="presentation"' in adorns


def test_the_texts_own_caption_stays(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    own = BODY.format("a.jpg").replace(
        "</figure>", '<figcaption><span class="caption">Mine</span></figcaption></figure>'
    )
    body, _, _ = taken(tmp_path, own, Figure("a.jpg", caption=Text.of("Theirs"), credit=Text.of("Li Wei")))
    assert "Mine" in body
    assert "Theirs" not in body
    assert '<span class="credit">Li Wei</span>' in body


def test_a_figure_that_is_shown_nowhere_is_a_warning(tmp_path: Path) -> None:
    _, _, (found,) = taken(tmp_path, "<p>One</p>", Figure("quay.png"))
    assert (found.code, found.severity) == ("T411", Severity.WARNING)


def test_the_lead_image_becomes_an_asset_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    meta = Metadata(
        title=Text.of("T"),
        slug="t",
        lead_image=Figure("a.jpg"),
        figures=(Figure("a.jpg", "A crane", credit=Text.of("Ana Ruiz")),),
    )
    _, changed, (asset,), findings = take_in(
        "<p>One</p>", meta, {}, folder=tmp_path, root=None, path="one.md", line_of=lambda _: None
    )
    assert changed.lead_image == Figure(asset.name, "A crane", credit=Text.of("Ana Ruiz"))
    assert changed.figures[0].source == asset.name
    assert findings == ()
    bare = meta.model_copy(update={"figures": ()})
    *_, (warning,) = take_in("<p>One</p>", bare, {}, folder=tmp_path, root=None, path="one.md", line_of=lambda _: 3)
    assert str(warning).startswith("one.md:3: warning T410 the lead image 'a.jpg' has no description")


def test_a_missing_image_is_an_error_at_its_line_with_the_near_name(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "gone.jpg").write_bytes(picture())
    (tmp_path / "crane.jpg").write_bytes(picture())
    assert refused(tmp_path, "gone.jpg") == (
        "one.md:7: error T403 the image 'gone.jpg' is not there\n    hint: there is one at 'figures/gone.jpg'"
    )
    assert "did you mean 'crane.jpg'?" in refused(tmp_path, "crnae.jpg")
    assert "did you mean 'crane.jpg'? capitals count" in refused(tmp_path, "Crane.JPG")
    assert "write figures/gone.jpg" in refused(tmp_path, "figures\\gone.jpg")


def test_all_images_that_fail_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as stopped:
        taken(tmp_path, BODY.format("one.jpg") + BODY.format("two.jpg") + BODY.format("one.jpg"))
    assert len(stopped.value.findings) == 2


@pytest.mark.parametrize(
    "source",
    [
        "/etc/passwd",
        "../secret.png",
        "sub/../../secret.png",
        "file:///etc/passwd",
        "C:/x.png",
        "~/x.png",
        "..%2Fsecret.png",
        "link.png",
        "linked/secret.png",
        "javascript:x",
        "jar:http://x!/y.png",
        "figures/../../x",
    ],
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "linked").symlink_to(tmp_path)
    found = refused(folder, source)
    assert "T401" in found
    assert "outside the publication's folder" in found


def test_the_publication_is_the_limit_not_the_manuscripts_folder(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "figures" / "a.png").write_bytes(picture("PNG"))
    _, (asset,), _ = taken(tmp_path / "articles", BODY.format("../figures/a.png"), root=tmp_path)
    assert asset.media_type == "image/png"


@pytest.mark.parametrize("source", ["http://a.example/a.png", "https://a.example/a.png", "//a.example/a.png"])
def test_nothing_is_fetched(tmp_path: Path, source: str) -> None:
    assert "error T402" in refused(tmp_path, source)


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    assert "T404" in refused(tmp_path, "folder.png")
    assert "T404" in refused(tmp_path, "pipe.png")
    assert "T403" in refused(tmp_path, "a" * 5000)
    assert "T403" in refused(tmp_path, "a%00.png")


def test_a_link_that_leads_in_circles_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "b.png")
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    assert "T403" in refused(tmp_path, "a.png")
