"""Findings about builds and editions."""

from __future__ import annotations

from presswork.codes.code import Code

EDITIONS: dict[str, Code] = {
    "E001": Code("There is no such file or folder.", "Check the name."),
    "E002": Code("A folder is no publication.", "Name a manuscript, or start one with `presswork new`."),
    "E003": Code("A publication has no manuscripts.", "Put manuscripts into content/articles/."),
    "E004": Code("A draft was not made.", "Name the file to build it, or set `status: ready`."),
    "E005": Code("An article under embargo was not made.", "Name the file to build it before its day."),
    "E006": Code("There is no such format.", "Use pdf, epub, html or cover."),
    "E007": Code("An edition could not be made because one that it needs failed.", "Mend the other first."),
    "E008": Code("A new publication's folder is not empty.", "Name a new or empty folder."),
    "E009": Code("Presswork failed on an article.", "This is our fault: report it with the traceback."),
    "E010": Code("A file cannot be written.", "See to the room and the rights there, or name another folder with -o."),
    "E011": Code(
        "No worker process could make an article: each died, or took too long.",
        "Build it alone, to see what it needs; make its pictures smaller.",
    ),
    "E012": Code("An edition of a volume was not made: its format makes none.", "Name the editions that you want."),
    "E013": Code(
        "The cluster cannot be reached, has no workers, or was lost.", "See that its scheduler and its workers run."
    ),
    "E014": Code(
        "A worker of the cluster would not make the same files.",
        "Give all machines the same versions; those that see the publication's folder must see it as it is here.",
    ),
    "E101": Code(
        "A page asked for something that does not belong to the article.", "Put the file into the publication's folder."
    ),
    "E102": Code("The PDF engine is not the release we know.", "Install the version that `presswork doctor` names."),
    "E110": Code("No typeface has a character of the text.", "Choose a typeface that has it, or write it otherwise."),
    "E111": Code(
        "A typeface cannot be loaded.", "Check the file that the style names; OpenType and TrueType files work."
    ),
    "E112": Code(
        "The PDF engine does not understand a style declaration.", "Correct it, or ignore this for a screen-only style."
    ),
    "E113": Code("An image cannot be drawn in the PDF.", "Save it again as JPEG, PNG or plain SVG."),
    "E114": Code("A style sheet cannot be read.", "Check its name in the @import rule."),
    "E115": Code("Two places have the same id.", "Give one of them another id."),
    "E116": Code("A link goes to a place that is not in the page.", "Correct the link's target."),
    "E117": Code("The page does not say its language.", "Set `language` in the front matter or in publication.yaml."),
    "E118": Code("A table row has more cells than the table has columns.", "Move or join the surplus cells."),
    "E119": Code(
        "The PDF engine said something that we do not know.", "Look at the page; report it if it looks right."
    ),
    "E120": Code(
        "The page map lost step with the text.", "Report it; e-book page markers of this edition are left out."
    ),
    "E121": Code("Page numbers of cross-references did not settle.", "Name one of the references without its page."),
    "E122": Code("A picture has no alternative text.", "Write what it shows in `alt`, or mark it as decorative."),
    "E123": Code("The PDF engine failed.", "Report it with the manuscript; it is our fault or the engine's."),
    "E124": Code(
        "A typeface of this machine was used.",
        "Set one that has the characters, so that pages look the same everywhere.",
    ),
    "E125": Code(
        "The PDF engine is a version with which our savings are not proven; it works without them.",
        "Nothing need be done; PDFs take longer. Install the versions that the finding names.",
    ),
    "E126": Code(
        "A paragraph keeps the PDF engine's own lines.",
        "Nothing; scripts without spaces, and boxes between words, are not broken as a whole.",
    ),
    "E210": Code("A template of the e-book makes no well-formed XHTML.", "Close every element, quote every attribute."),
    "E211": Code(
        "The edition whose pages the e-book should mark has none.", "Name a PDF edition in `pages-of`, or leave it out."
    ),
    "E212": Code(
        "The e-book does not claim to meet WCAG 2.2 AA.", "Mend what the finding names; the book is made anyway."
    ),
    "E220": Code("The typefaces of the cover lack a character.", "Set the token `serif` to a typeface that has it."),
    "E221": Code(
        "The cover cannot join letters or run from right to left.", "Install a Pillow from PyPI, which brings libraqm."
    ),
    "E222": Code("The e-book's own cover is a drawing.", "Give a JPEG, which every shop takes."),
    "E230": Code("The file named as the press's profile is none.", "Ask the printer for the ICC profile he prints to."),
    "E231": Code("No profile is named, so the house's was used.", "Name the printer's in `profile:`."),
    "E232": Code("A mask or blend mode cannot be flattened.", "Use `standard: pdf/x-4`, or take it out."),
    "E233": Code(
        "Something half transparent lies on a colour and was mixed with white, so the page looks different.",
        "Look at it, or use `standard: pdf/x-4`, which keeps transparency.",
    ),
    "E234": Code("A profile is newer than the standard.", "Ask for it as ICC version 2, or use `standard: pdf/x-4`."),
    "E235": Code("A file was separated for the press.", "Compare the ink with what the printer allows."),
    "E240": Code("The spine is too narrow for text.", "Nothing needs to be done; thicker paper makes it wider."),
    "E241": Code("The text on a cover's back was shortened.", "Write a shorter summary or shorter bios."),
    "E242": Code("A cover has no barcode.", "Write `isbn:` or `issn:` into the front matter."),
    "E301": Code("A text was set tighter or looser to fill its pages.", "Nothing; the message says how."),
    "E302": Code(
        "A text cannot be fitted to the pages asked for.", "Cut or add what the message says, or drop `fit:`."
    ),
    "E303": Code("The pages are met, but the last cannot be filled.", "Add what the hint says, or leave it."),
    "E304": Code("A volume has blank pages at its end, for the number asked for.", "Use the room, or leave it."),
    "E305": Code(
        "A volume cannot be fitted to the pages asked for.", "Cut or add where the message says, or leave it."
    ),
}
