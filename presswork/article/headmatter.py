"""What stands at the head of an article: title, people, time and place, subject, pictures; each declared once."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, InstanceOf

from presswork.article.declaration import Declared, Places
from presswork.article.particulars import Figure
from presswork.contributors import Contributor
from presswork.text import Text

Date = dt.datetime | dt.date
Line = InstanceOf[Text] | None


class HeadMatter(BaseModel):
    """The fields that introduce an article to its readers. See `Metadata`, of which they are a part."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True)

    title: Annotated[
        InstanceOf[Text],
        Declared(
            "The headline.",
            example="The last tide table",
            kind="text",
            group="headline",
            also=("headline", "heading"),
            places=Places(html="og:title dcterms.title", jsonld="headline name", epub="dc:title", xmp="dc:title"),
            shown="headline, running head, contents",
        ),
    ]
    short_title: Annotated[
        Line,
        Declared(
            "A shorter title for running heads and lists.",
            example="Tide table",
            kind="text",
            group="headline",
            also=("shorttitle", "short", "title-short", "running-head", "runninghead"),
            places=Places(jsonld="alternateName", epub="dc:title"),
            shown="running head",
        ),
    ] = None
    subtitle: Annotated[
        Line,
        Declared(
            "What follows the title in smaller type.",
            example="How a harbour forgot the moon",
            kind="text",
            group="headline",
            also=("subhead", "subheadline"),
            places=Places(jsonld="alternativeHeadline", epub="dc:title"),
            shown="subtitle",
        ),
    ] = None
    kicker: Annotated[
        Line,
        Declared(
            "The few words above the headline.",
            example="Harbour life",
            kind="text",
            group="headline",
            also=("eyebrow", "overline", "rubric"),
            shown="kicker",
        ),
    ] = None
    standfirst: Annotated[
        Line,
        Declared(
            "The paragraph under the headline that leads into the article.",
            example="For a century one clerk copied the tides by hand.",
            kind="text",
            group="headline",
            also=("deck", "dek", "lead", "lede", "intro", "teaser"),
            places=Places(jsonld="abstract"),
            shown="standfirst",
        ),
    ] = None
    contributors: Annotated[
        tuple[InstanceOf[Contributor], ...],
        Declared(
            "Who wrote, translated, edited, photographed: each with a name, and role, affiliation and more if needed.",
            example="[{name: Jane Roe, affiliation: Harbour Press}, {name: Ana Ruiz, role: translator}]",
            kind="contributors",
            group="people",
            also=("contributor", "people", "credits"),
            places=Places(
                html="author",
                jsonld="author editor translator contributor",
                epub="dc:creator dc:contributor",
                xmp="dc:creator dc:contributor",
            ),
            shown="byline, about the author",
        ),
    ] = ()
    published: Annotated[
        Date | None,
        Declared(
            "The day, or day and hour, on which the article appeared or will.",
            example="2026-03-01",
            kind="date",
            group="time and place",
            also=("date", "pubdate", "publish-date", "publication-date", "date-published", "issued"),
            places=Places(
                html="article:published_time dcterms.issued",
                jsonld="datePublished",
                epub="dc:date",
                xmp="dc:date xmp:CreateDate",
            ),
            shown="dateline",
        ),
    ] = None
    updated: Annotated[
        Date | None,
        Declared(
            "When the text was last changed in a way that readers should know of.",
            example="2026-03-04",
            kind="date",
            group="time and place",
            also=("modified", "lastmod", "last-modified", "revised", "date-modified"),
            places=Places(
                html="article:modified_time dcterms.modified",
                jsonld="dateModified",
                epub="dcterms:modified",
                xmp="xmp:ModifyDate",
            ),
            shown="dateline",
        ),
    ] = None
    place: Annotated[
        str | None,
        Declared(
            "Where the article was written, for the dateline.",
            example="Port Alma",
            kind="line",
            group="time and place",
            also=("dateline", "location", "city"),
            places=Places(
                html="geo.placename",
                jsonld="dateline locationCreated",
                epub="dc:coverage",
                xmp="dc:coverage photoshop:City",
            ),
            shown="dateline",
        ),
    ] = None
    language: Annotated[
        str,
        Declared(
            "The language of the article as a BCP 47 tag.",
            example="en-GB",
            kind="language",
            group="identity",
            also=("lang", "locale"),
            places=Places(
                html="og:locale dcterms.language", jsonld="inLanguage", epub="dc:language", xmp="dc:language"
            ),
            shown="text",
        ),
    ] = "en"
    direction: Annotated[
        Literal["ltr", "rtl"],
        Declared(
            "The direction of the text, ltr or rtl; by default that of the language.",
            example="rtl",
            kind="direction",
            group="identity",
            also=("dir",),
            shown="text",
        ),
    ] = "ltr"
    section: Annotated[
        Line,
        Declared(
            "The section of the publication the article stands in.",
            example="Reports",
            kind="text",
            group="subject",
            also=("category", "department", "rubrik"),
            places=Places(
                html="article:section",
                jsonld="articleSection",
                epub="dcterms:isPartOf",
                xmp="photoshop:SupplementalCategories",
            ),
            shown="section",
        ),
    ] = None
    subjects: Annotated[
        tuple[str, ...],
        Declared(
            "What the article is about, as keywords.",
            example="[harbours, tides, almanacs]",
            kind="words",
            group="subject",
            also=("keywords", "keyword", "tags", "tag", "subject", "topics", "categories"),
            places=Places(
                html="keywords article:tag", jsonld="keywords", epub="dc:subject", xmp="dc:subject pdf:Keywords"
            ),
        ),
    ] = ()
    summary: Annotated[
        Line,
        Declared(
            "One or two sentences that say what the article says, for lists and search engines.",
            example="How Port Alma lost its tide tables and found them again.",
            kind="text",
            group="subject",
            also=("description", "abstract", "excerpt"),
            places=Places(
                html="description og:description", jsonld="description", epub="dc:description", xmp="dc:description"
            ),
            falls_back="standfirst",
        ),
    ] = None
    lead_image: Annotated[
        InstanceOf[Figure] | None,
        Declared(
            "The picture that opens the article: a path, or source, alt, caption and credit.",
            example="{source: ../figures/crane.jpg, alt: A crane over the old basin, credit: Ana Ruiz}",
            kind="figure",
            group="pictures",
            also=("image", "hero", "cover-image", "featured-image", "thumbnail"),
            places=Places(jsonld="image"),
            shown="lead image",
        ),
    ] = None
    cover: Annotated[
        InstanceOf[Figure] | None,
        Declared(
            "The front of e-book and printed book, where Presswork is not to draw it: a path, or image and alt.",
            example="{image: ../figures/cover.jpg, alt: A clock with one hand over the old basin}",
            kind="figure",
            group="pictures",
            also=("book-cover", "ebook-cover"),
            shown="cover",
        ),
    ] = None
    figures: Annotated[
        tuple[InstanceOf[Figure], ...],
        Declared(
            "Alt text, caption and credit of images in the body, each found by its source.",
            example="[{source: ../figures/quay.png, alt: The quay in 1911, credit: Port archive}]",
            kind="figures",
            group="pictures",
            also=("images", "pictures"),
            shown="figure",
        ),
    ] = ()
