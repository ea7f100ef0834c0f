"""Front matter is understood in the ways people write it; what is wrong is shown where it stands, all at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from presswork.article import Contact, Metadata, Rights, Text
from presswork.copydesk.frontmatter import metadata_from, raw_value
from presswork.diagnostics import Diagnostic, Rejected, Severity
from presswork.identifiers import identifier
from presswork.publication import Publication
from presswork.yamlsource import load

NOWHERE = Publication()


def read(
    text: str, rich: dict[str, Any] | None = None, *, publication: Publication = NOWHERE, title: Text | None = None
) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    return metadata_from(
        load(text, path="one.md", first_line=2),
        rich or {},
        path="one.md",
        publication=publication,
        fallback_title=title,
        slug="The last_tide",
    )


def meta(text: str, rich: dict[str, Any] | None = None) -> Metadata:
    return read(f"title: T\n{text}", rich)[0]


def refused(text: str) -> list[str]:
    with pytest.raises(Rejected) as stopped:
        read(text)
    return [str(found) for found in stopped.value.findings if found.severity is Severity.ERROR]


def test_shorthands_of_people() -> None:
    assert [c.name for c in meta("author: Jane Roe").authors] == ["Jane Roe"]
    assert [c.name for c in meta("author: Jane Roe and Ana Ruiz").authors] == ["Jane Roe", "Ana Ruiz"]
    assert [c.name for c in meta("authors: [Jane Roe, Ana Ruiz]").authors] == ["Jane Roe", "Ana Ruiz"]
    assert [c.sort_name for c in meta("author: 'Roe, Jane'").authors] == ["Roe, Jane"]
    found = meta("author:\n  - {name: Jane Roe, affiliation: Harbour Press}\n  - Ana Ruiz")
    assert [(c.name, c.affiliation) for c in found.authors] == [("Jane Roe", "Harbour Press"), ("Ana Ruiz", None)]


def test_roles_as_keys_and_as_parts() -> None:
    found = meta("translator: Ana Ruiz\nPhotos: [Li Wei]\ncontributors:\n  - {name: Jane Roe, role: [author, editor]}")
    assert [(c.name, c.role) for c in found.contributors] == [
        ("Ana Ruiz", "trl"),
        ("Li Wei", "pht"),
        ("Jane Roe", "aut"),
        ("Jane Roe", "edt"),
    ]


def test_names_in_parts_and_of_bodies() -> None:
    found = meta("author:\n  - {given: Ana, family: Núñez de Arce}\n  - {name: Kollektiv Hafen, organization: true}")
    assert [(c.name, c.sort_name) for c in found.authors] == [
        ("Ana Núñez de Arce", "Núñez de Arce, Ana"),
        ("Kollektiv Hafen", "Kollektiv Hafen"),
    ]


def test_what_is_said_of_a_lone_author_is_hers() -> None:
    (jane,) = meta("bio: Walks the quays.\nemail: jane@harbour.example\nauthor: Jane Roe").authors
    assert (str(jane.bio), jane.email) == ("Walks the quays.", "jane@harbour.example")


def test_text_keeps_the_markup_that_pandoc_saw() -> None:
    found, _ = read('title: "The *Excelsior* affair"', {"title": "The <em>Excelsior</em> affair"})
    assert found.title == Text("The Excelsior affair", "The <em>Excelsior</em> affair")
    nested = meta(
        "corrections: [{text: 'See *Lloyd*'}]", {"corrections": [{"text": "See <em>Lloyd</em><script>x</script>"}]}
    )
    assert nested.corrections[0].text.html == "See <em>Lloyd</em>"


def test_dates_languages_and_direction() -> None:
    found = meta("lang: ar_EG\ndate: 1 March 2026\nmodified: 2026-03-04T06:00:00Z")
    assert (found.language, found.direction, found.published) == ("ar-EG", "rtl", dt.date(2026, 3, 1))
    assert found.updated == dt.datetime(2026, 3, 4, 6, tzinfo=dt.UTC)
    assert meta("lang: no").language == "no"
    assert meta("date: 1er mars 2026\nlang: fr").published == dt.date(2026, 3, 1)
    assert meta("dir: rtl").direction == "rtl"


def test_identifiers_in_every_shape() -> None:
    isbn, doi = identifier("978-3-16-148410-0"), identifier("10.5555/12345678")
    assert meta("isbn: 978-3-16-148410-0\ndoi: 10.5555/12345678").identifiers == (isbn, doi)
    assert meta("identifiers: {isbn: 9783161484100}").identifiers == (isbn,)
    assert meta("identifier: [{scheme: ISBN-13, text: 978-3-16-148410-0}, '10.5555/12345678']").identifiers == (
        isbn,
        doi,
    )


def test_a_number_that_yaml_would_change_is_read_as_it_was_written() -> None:
    found = meta("series: {title: Working water, number: 1.10}", {"series": {"title": "x", "number": "1.10"}})
    assert found.series
    assert found.series.number == "1.10"


def test_rights_in_every_shape() -> None:
    whole = Rights("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", None, "Jane Roe", 2026)
    assert meta("rights: © 2026 Jane Roe. CC BY-SA 4.0").rights == whole
    assert meta("copyright: 2026 Jane Roe\nlicense: cc-by-sa-4.0").rights == whole
    assert meta("rights: {licence: CC BY-SA 4.0, holder: Jane Roe, year: 2026}").rights == whole
    assert meta("copyright: 2026").rights == Rights(year=2026)
    jats = meta(
        "copyright: {statement: © 2026 Jane Roe, year: 2026, holder: Jane Roe}\n"
        "license: {type: open-access, text: CC BY-SA 4.0}"
    )
    assert jats.rights == whole
    assert "M115" in refused("title: T\nlicense: {type: open-access}")[0]
    statement = meta("rights: All rights reserved").rights
    assert statement
    assert str(statement.statement) == "All rights reserved"


def test_pictures_subjects_and_relations() -> None:
    found = meta(
        "image: crane.jpg\nimage-alt: A crane\ntags: 'harbours, tides, harbours'\n"
        "figures: {quay.png: {alt: The quay, credit: Port archive}}\nrelated: [moon-clerk, 'https://a.example/b']\n"
        "translations: {es: 'https://a.example/es'}"
    )
    assert found.lead_image
    assert (found.lead_image.source, found.lead_image.alt) == ("crane.jpg", "A crane")
    assert found.subjects == ("harbours", "tides")
    assert (found.figures[0].alt, str(found.figures[0].credit)) == ("The quay", "Port archive")
    assert [(r.slug, r.url) for r in found.related] == [("moon-clerk", None), (None, "https://a.example/b")]
    assert found.translations[0].language == "es"


def test_status_and_embargo_are_only_recorded() -> None:
    found = meta("draft: true\nembargo: 2026-03-01")
    assert (found.status, found.embargo) == ("draft", dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert meta("draft: false").status == "ready"


def test_keys_may_be_written_with_underscores_and_capitals() -> None:
    assert str(meta("Short_Title: Tides").short_title) == "Tides"


def test_the_publication_says_what_the_article_does_not() -> None:
    house = Publication(
        publisher="Harbour Press",
        language="ar",
        rights=Rights.of("CC BY 4.0"),
        contact=Contact.of("letters@harbour.example"),
    )
    found, _ = read("title: T\ncopyright: 2026 Jane Roe", publication=house)
    assert (found.publisher, found.language, found.direction) == ("Harbour Press", "ar", "rtl")
    assert found.rights
    assert (found.rights.licence, found.rights.holder) == ("CC-BY-4.0", "Jane Roe")
    own, _ = read("title: T\nlicense: MIT\npublisher: Other Press\nlang: en", publication=house)
    assert own.rights
    assert (own.rights.licence, own.publisher, own.direction) == ("MIT", "Other Press", "ltr")


def test_slug_and_title_fall_back_to_file_and_headline() -> None:
    found, _ = read("author: Jane Roe", title=Text.of("A headline"))
    assert (found.slug, str(found.title)) == ("the-last-tide", "A headline")


def test_everything_wrong_is_said_at_once_where_it_stands() -> None:
    assert refused(
        "titel: x\nauthor:\n  - {name: Jane Roe, rol: editor}\n  - {nme: A B}\n  - {name: B C, role: transaltor}\n"
        "date: 2026-02-30x\nisbn: 978-3-16-148410-1\nlang: xx\nlicense: CC BY\nurl: foo\nstatus: drfat\n"
        "corrections: [{date: foo}]"
    ) == [
        "one.md:2:1: error M104 unknown field 'titel'\n    hint: did you mean 'title'?",
        "one.md:4:22: error M104 unknown field 'rol' in author[0]\n    hint: did you mean 'role'?",
        "one.md:5:6: error M104 unknown field 'nme' in author[1]\n    hint: did you mean 'name'?",
        "one.md:6:17: error M112 author[2].role: the role 'transaltor' is unknown\n"
        "    hint: did you mean 'translator'?",
        "one.md:7:1: error M109 date: '2026-02-30x' is no date\n    hint: write it as 2026-03-01",
        "one.md:8:1: error M111 isbn: ISBN '978-3-16-148410-1' has a wrong check digit\n"
        "    hint: compare it with the printed number, digit by digit",
        "one.md:9:1: error M113 lang: 'xx' is no language\n"
        "    hint: write a tag such as en, en-GB, es, ar-EG or zh-Hant",
        "one.md:10:1: error M115 license: the licence 'CC BY' lacks its version\n"
        "    hint: write for example 'CC BY 4.0'; the versions grant different things",
        "one.md:11:1: error M106 url: 'foo' is no web address\n"
        "    hint: write it in full, such as https://harbour.example/article",
        "one.md:12:1: error M106 status: 'drfat' is not known here\n    hint: did you mean 'draft'?",
        "one.md:13:16: error M106 corrections[0].date: 'foo' is no date\n    hint: write it as 2026-03-01",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "one.md:2:1: error M118 the front matter is no list of fields"),
        ("just words", "one.md:2:1: error M118 the front matter is no list of fields"),
        ("title: yes", "one.md:2:1: error M106 title: YAML reads this word as true"),
        ("title: [a, b]", "one.md:2:1: error M106 title: one line of text is wanted here, not a list"),
        ("title: T\nheadline: U", "one.md:3:1: error M106 headline: says the same as 'title'"),
        ("title: T\nslug: A b", "one.md:3:1: error M106 slug: 'A b' cannot name files"),
        ("title: T\nslug: ../../x", "one.md:3:1: error M106 slug: '../../x' cannot name files"),
        ("title: T\ntemplate: ../evil", "one.md:3:1: error M106 template: '../evil' is no name"),
        ("title: T\nbibliography: /etc/passwd", "one.md:3:1: error M106 bibliography: '/etc/passwd' is no path"),
        ("title: T\nbio: x", "one.md:3:1: error M106 bio: belongs to nobody"),
        ("title: T\nimage-alt: x", "one.md:3:1: error M106 image-alt: says something of 'lead-image'"),
        ("title: T\nfigures: [{alt: x}]", "one.md:3:11: error M106 figures[0]: has no source"),
        ("title: T\nkeywords: {a: b}", "one.md:3:1: error M106 keywords: one line of text"),
        ("author: Jane Roe", "one.md:2:1: error M107 the article has no title"),
        ("title: T\nurl: 'javascript:alert(1)'", "one.md:3:1: error M106 url: 'javascript:alert(1)' is no web address"),
        ("title: ''", "error M107 the article has no title"),
        ("title: ' '", "error M107 the article has no title"),
    ],
)
def test_each_mistake_has_one_clear_finding(text: str, said: str) -> None:
    (found,) = refused(text)
    assert said in found
    assert "hint:" in found


def test_settings_of_other_programs_are_notes() -> None:
    _, findings = read("title: T\nauthor: Jane Roe\ndate: 2026-03-01\ntoc: true\nlayout: post\nnocite: x")
    assert [(d.code, d.location.line if d.location else 0) for d in findings] == [("M116", 5), ("M116", 6)]


def test_what_is_missing_but_not_needed_is_a_note() -> None:
    _, findings = read("title: T")
    assert [(d.code, d.severity) for d in findings] == [("M108", Severity.NOTE), ("M114", Severity.NOTE)]


def test_properties_of_a_word_file_stand_in_for_front_matter_and_never_stop_it() -> None:
    found, findings = metadata_from(
        None,
        {"title": "A <em>b</em> &amp; c", "author": ["Jane Roe"], "date": "2026-13-01", "template": "<x>", "app": "W"},
        path="one.docx",
        publication=NOWHERE,
        fallback_title=None,
        slug="one",
    )
    assert (str(found.title), [c.name for c in found.authors], found.published) == ("A b & c", ["Jane Roe"], None)
    assert {d.severity for d in findings} == {Severity.WARNING, Severity.NOTE}
    assert all(d.location and d.location.line is None for d in findings)


def test_markup_in_metadata_cannot_run() -> None:
    found = meta("deck: x", {"deck": '<img src=x onerror=alert(1)><a href="javascript:x">read</a><script>y</script>'})
    assert found.standfirst
    assert found.standfirst.html == "read"
    assert meta("deck: '<script>alert(1)</script>'").standfirst == Text.of("<script>alert(1)</script>")


def test_a_value_without_end_is_refused_in_a_short_sentence() -> None:
    (found,) = refused(f"title: T\nnotes: {'x' * 30_000}")
    assert "notes: is longer than 20,000 characters" in found
    (found,) = refused(f"title: T\nurl: {'x' * 10_000}")
    assert len(found) < 600


def test_messages_carry_no_control_characters() -> None:
    (found,) = refused('title: T\nurl: "\\e[31mred\\a\\n"')
    assert "\x1b" not in found
    assert "\a" not in found
    (found,) = refused('title: T\n"\\e[31m": x')
    assert "\x1b" not in found


def test_a_field_can_be_looked_up_before_it_is_read() -> None:
    front = load("title: T\nLang: pt_BR", path="one.md")
    assert raw_value(front, "language") == ("pt_BR", ("Lang",))
    assert raw_value(front, "csl") == (None, ())
    assert raw_value(None, "csl") == (None, ())
    assert raw_value(load("- a", path="one.md"), "csl") == (None, ())


def test_sources_written_into_the_front_matter_are_pandocs_own() -> None:
    _, findings = read("title: T\nauthor: Jane Roe\ndate: 2026-03-01\nreferences: [{id: a, title: B}]")
    assert findings == ()
