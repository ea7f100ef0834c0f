"""The table of finding codes: each is permanent, and each says what it means and what to do.

M metadata, T text, H house, E edition, I imposition, P preflight. `presswork list findings` and
docs/manual/findings.md are made from this table; a test proves that no code is used without a row here.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What a finding code means (one sentence) and what the editor can do (one sentence)."""

    meaning: str
    remedy: str


# --- M1xx metadata: front matter and settings -------------------------------------------------------
METADATA: dict[str, Code] = {
    "M101": Code("The YAML cannot be read.", "Check indentation, and quote values that hold ': ', '#', '@' or '%'."),
    "M102": Code("The YAML is too large or nested too deeply.", "Write the values out instead of using aliases."),
    "M103": Code("A key is written twice.", "Remove one of the two."),
    "M104": Code("A field is unknown.", "Correct its spelling; `presswork list fields` shows all fields."),
    "M105": Code("A value is impossible, such as the 45th of a month.", "Correct it, or quote it if it is text."),
    "M106": Code("A value is not what its field takes.", "The hint shows how the field is written."),
    "M107": Code("The article has no title.", "Add `title:` to the front matter or begin the text with a headline."),
    "M108": Code("The article names nobody who wrote it.", "Add `author:`, or leave it if the article is unsigned."),
    "M109": Code("A date cannot be read, or can be read in two ways.", "Write it as 2026-03-01."),
    "M110": Code("A date was completed or decided for you.", "Check it; a date written as 2026-03-01 is certain."),
    "M111": Code("An identifier is malformed or its check digit is wrong.", "Compare it with the original."),
    "M112": Code("A role is unknown.", "Use a word such as translator, or a MARC relator code."),
    "M113": Code("A language tag is wrong.", "Use a BCP 47 tag such as en, en-GB, es or ar-EG."),
    "M114": Code("The article has no date.", "Add `date:`, or leave it if the article is undated."),
    "M115": Code("A licence is unknown or lacks its version.", "Give an SPDX id or a Creative Commons address."),
    "M116": Code("A setting of another program stands in the front matter.", "Remove it; it has no effect here."),
    "M118": Code("The front matter is no list of fields.", "Write `name: value`, one on each line."),
    # M2xx volumes
    "M200": Code("A volume's file cannot be read.", "Save it as UTF-8 text that begins `kind:`."),
    "M201": Code("A key of a volume is unknown.", "Correct its spelling; docs/manual/volumes.md lists all."),
    "M202": Code("A volume does not say what it is.", "Write `kind: issue`, `book`, `anthology` or `pamphlet`."),
    "M203": Code("A volume lists no articles.", "List them under `contents:`."),
    "M204": Code("An article of a volume is not there.", "Correct its path, which counts from the volume's file."),
    "M205": Code("An article stands twice in a volume.", "Take one of the two out."),
    "M206": Code("An article of a volume is a draft.", "Set its `status: ready`, or take it out."),
    "M207": Code("An article of a volume is under embargo.", "Wait for its day, or give the volume the embargo."),
    "M208": Code("A part of the front or back matter is unknown.", "Correct its name; the hint shows the nearest."),
    "M209": Code("A part is there twice, or says what it cannot.", "Take out one, or what it may not have."),
    "M210": Code("A part that somebody writes has no words.", "Name its file, or write `text:`."),
    "M211": Code("An ISBN is not that of one edition.", "Write `isbn: {press: …}` with the name of the edition."),
    "M212": Code("Two editions have the same ISBN.", "Each edition needs one of its own."),
    "M213": Code("A file of a volume cannot be used.", "Name a manuscript inside the publication."),
    "M214": Code("An entry of a volume's contents is not understood.", "Write a path, or `article:` with its changes."),
    "M215": Code("An article of a volume has errors.", "Mend the article; its own findings stand above."),
    "M216": Code("Two articles of a volume have the same slug.", "Give one of them a `slug:` of its own."),
    "M217": Code("A link to another article names nothing in it.", "Correct what stands behind the `#`."),
    "M218": Code("An index mark leads nowhere or is not closed.", "Correct the mark, or its twin."),
    "M219": Code("The text has index marks and the volume no index.", "Write `index` under `back:`."),
    "M220": Code("A volume has no date.", "Write `date: 2026-03-01`."),
}

# --- T1xx reading a manuscript (files, encodings, pandoc) -------------------------------------------
READING: dict[str, Code] = {
    "T101": Code("The file is missing or cannot be read.", "Check its name and its permissions."),
    "T102": Code("What was named is not a file.", "Name a manuscript, for example article.md."),
    "T103": Code("The file is outside the publication's folder.", "Copy it into the publication."),
    "T104": Code("The suffix names no format that can be read.", "Save the manuscript in one of the known formats."),
    "T105": Code("The file is too large.", "Divide it, or take the pictures out and name them as files."),
    "T106": Code("The file is empty.", "Write the article, or take the file out."),
    "T107": Code("The encoding had to be guessed or is wrong.", "Save the file as UTF-8."),
    "T108": Code("The text holds NUL bytes or control characters.", "Delete them."),
    "T109": Code("The archive is damaged, encrypted or of another kind.", "Save the document again in its program."),
    "T110": Code("The archive would unpack into too much.", "Save the document again; do not open it from strangers."),
    "T111": Code("The document declares XML entities.", "Write the characters themselves."),
    "T112": Code("The front matter is not closed.", "End it with a line '---'."),
    "T120": Code("Pandoc is not installed.", "Install it: pip install pypandoc_binary."),
    "T121": Code("Pandoc cannot read the text.", "Check that the suffix says what is in the file."),
    "T123": Code("A file that the text draws in was not read.", "Put its text into the manuscript."),
    "T124": Code("A bibliography or citation style is not there.", "Name a file that is there."),
    "T122": Code("Reading took too much memory or time.", "Divide the article."),
}

# --- T2xx editing the body (headings, notes, figures, references, raw HTML) -------------------------
BODY: dict[str, Code] = {
    "T201": Code("An element has no place in a book and was taken out.", "Remove it, or link to what it showed."),
    "T203": Code("A link or image address is not allowed.", "Link to a web address or to an id in the text."),
    "T204": Code("Markup asks for a file that is no image.", "Remove it, or link to the file on the web."),
    "T205": Code("The text is nested too deeply.", "Take away levels of lists, quotations or raw HTML."),
    "T206": Code(
        "The text holds what acts instead of being read: a script, an event handler, a frame, a link that runs a"
        " script, a style sheet from elsewhere.",
        "Delete it; `presswork import` makes a clean manuscript of a web page.",
    ),
    "T207": Code("Template code stands in the text.", "Write what it stands for, or set it as code."),
    "T211": Code("A second first-level heading was set lower.", "Begin sections with ##."),
    "T212": Code("A heading skips a level and was raised.", "Write it one level below the heading above it."),
    "T213": Code("A footnote holds what cannot stand in one.", "Move it into the text."),
    "T214": Code("A footnote on the headline was moved.", "Put the call of the note into the text."),
    "T215": Code("An image in a heading was left out.", "Put the image into the text."),
    "T216": Code("A page break was left out.", "Page breaks belong to a style; begin a section instead."),
    "T217": Code("Lines in a paragraph look like a list.", "Leave a blank line before the list."),
    "T220": Code("An image names no file.", "Name the file."),
    "T221": Code("An image has no description.", "Say what it shows, or that it only adorns."),
    "T230": Code("A table has no head.", "Name the columns in its first row."),
    "T240": Code("A formula cannot be set.", "Check the TeX."),
    "T250": Code("A cited work is not in the bibliography.", "Add the work, or correct the key."),
    "T251": Code("A work is cited, but there is no bibliography.", "Name one in the front matter."),
    "T260": Code("Two parts of the text have one id.", "Call one of them otherwise."),
    "T261": Code("A link leads nowhere in the text.", "Correct the id."),
    "T262": Code("A cross-reference names nothing in the text.", "Correct the id."),
    "T263": Code("A link to another article leads nowhere or has no words.", "Correct its path, or write its words."),
    "T264": Code("An index mark names no entry or half a range.", 'Write what the index shall say: `entry="…"`.'),
}

# --- T3xx received text (what import inferred) ------------------------------------------------------
RECEIVED: dict[str, Code] = {
    "T301": Code(
        "The file was taken for a received text.", "Put front matter at its top to have it read as it stands."
    ),
    "T302": Code("The title was inferred.", "Check it; `presswork import` writes it into front matter."),
    "T303": Code("Contributors or place were inferred from the byline.", "Check names and roles in the front matter."),
    "T304": Code("The date was inferred.", "Check it in the front matter."),
    "T305": Code(
        "Two paragraphs were joined: a page or column end had cut one.", "Put them apart again if they are two."
    ),
    "T306": Code("A word that a line end parted was rejoined, or keeps its hyphen.", "Check its spelling."),
    "T307": Code("Straight marks were set as typographic ones.", "Check quotations, apostrophes and dashes."),
    "T308": Code("A page number or running head was left out.", "Put the line back if it belongs to the text."),
    "T309": Code("A contact block became the contact.", "Check `contact` in the front matter."),
    "T310": Code(
        "The language was guessed.", "Correct `language` in the front matter, with its region if that matters."
    ),
    "T311": Code("A line above the byline became kicker, subtitle or standfirst.", "Check it in the front matter."),
    "T312": Code("A greeting, farewell or signature of a mail was left out.", "Put it back if it belongs to the text."),
    "T313": Code("Day and month of a date could be the other way round.", "Write the date as 2026-03-01."),
    "T314": Code("A block of lines was parted into paragraphs.", "Check where paragraphs begin."),
    "T315": Code("A short line was taken for a subhead.", "Make it a paragraph again if it is none."),
    "T316": Code("Short lines were kept as verse.", "Join them if they are prose."),
    "T317": Code("A drop initial was put back before its word.", "Check the first word of the text."),
}

# --- T4xx images ------------------------------------------------------------------------------------
IMAGES: dict[str, Code] = {
    "T401": Code("An image lies outside the publication's folder.", "Copy it into the folder; nothing else is read."),
    "T402": Code("An image is on the network.", "Save it into the publication; nothing is fetched."),
    "T403": Code("An image is not there.", "Correct its path, which begins at the manuscript's folder."),
    "T404": Code("A file is no image that every edition can show.", "Give a JPEG, PNG or SVG file."),
    "T405": Code("An image is damaged.", "Open and save it in an image editor, or get the original."),
    "T406": Code("An image is too large.", "Scale it down; 6000 pixels fill an A4 page in offset print."),
    "T407": Code("An image was saved anew in another form.", "Give an upright JPEG or a PNG to keep its pixels."),
    "T408": Code(
        "A drawing runs or loads something from outside itself.", "Save it as plain SVG, with its images inside."
    ),
    "T409": Code("A drawing cannot be shown safely.", "Save it as plain SVG, or as PNG."),
    "T410": Code("The lead image has no description.", "Say in `image-alt:` what it shows."),
    "T411": Code("The metadata describes an image that is not shown.", "Write its source as the text does."),
    "T412": Code("An image's colours were converted.", "Give an RGB image to decide its colours yourself."),
    "T413": Code("An image moves or has pages; the first is kept.", "Give the picture that you want shown."),
}

# --- H1xx the house: templates, styles, fonts -------------------------------------------------------
HOUSE: dict[str, Code] = {
    "H101": Code(
        "A typeface is not to be found.",
        "Put its static font files into the publication's fonts/ folder, or install the package named in the hint.",
    ),
    "H102": Code(
        "No typeface of the page has a character, so that whichever typeface the computer has would stand in.",
        "Write it otherwise, or name a typeface that has it in `tokens:`.",
    ),
}

# --- E1xx making editions: settings of editions, engines --------------------------------------------
EDITIONS: dict[str, Code] = {
    # E1xx PDF
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
        "Nothing; scripts from right to left or without spaces, and boxes between words, are not broken as a whole.",
    ),
    # E2xx EPUB
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
    # E3xx copyfitting
    "E301": Code("A text was set tighter or looser to fill its pages.", "Nothing; the message says how."),
    "E302": Code(
        "A text cannot be fitted to the pages asked for.", "Cut or add what the message says, or drop `fit:`."
    ),
    "E303": Code("The pages are met, but the last cannot be filled.", "Add what the hint says, or leave it."),
}

# --- Ixxx imposition: I0xx planning, I1xx reading the source and drawing the sheets --------------------
IMPOSITION: dict[str, Code] = {
    # I0xx planning
    "I001": Code("There is no such folding scheme.", "Correct its name; `presswork list folds` shows all."),
    "I002": Code("A fold string cannot be read.", "Write l, r, t, b, upper case for over; `tl` is a quarto."),
    "I003": Code("A fold moves panels that are not there.", "Fold the smaller part onto the larger."),
    "I004": Code("A sheet is folded into too many panels.", "Use fewer folds, and signatures."),
    "I005": Code("A scheme is given a grid or number that it does not take.", "Write it as the hint shows."),
    "I006": Code("An option of an imposition is unknown or impossible.", "Write it as the hint shows."),
    "I010": Code("The pages do not fit the sheet.", "Use a larger sheet, a scheme of fewer pages, or smaller pages."),
    "I011": Code("No paper that we know holds the pages.", "Name the sheet's size, such as `sheet: 1000x700mm`."),
    "I012": Code("Some pages are larger than the others.", "Give all pages one size."),
    "I013": Code("Some pages are smaller and stand in the middle of their place.", "Nothing, if that is meant."),
    "I014": Code("A zine or leaflet has more or fewer pages than panels.", "Give one page for each panel."),
    "I015": Code("A folded scheme is ordered for one side only.", "Use `duplex: manual` to print backs by hand."),
    "I016": Code("A page is wider than its panel of the leaflet.", "Give it the width that the hint names."),
    "I017": Code("There are no pages to impose.", "Impose a PDF that has pages."),
    "I020": Code("Pages are left blank to fill the last sheet.", "Fill them, or set `blanks:` to move them."),
    "I021": Code("The sheet's edge cuts bleed off.", "Use a larger sheet, such as sra4 or sra3."),
    "I022": Code("Some pages bleed less than ordered.", "Let their colour run over the edge, if it reaches the edge."),
    "I023": Code("Pages lie where the printer cannot print.", "Use a larger sheet, or allow the pages to shrink."),
    "I024": Code("The pages are printed smaller to fit.", "Nothing, if that is meant; else use a larger sheet."),
    "I025": Code("The sheet has no room for marks.", "Use a larger sheet, such as sra4 or sra3, or no marks."),
    "I026": Code("Some leaves hang on no fold.", "Glue the spine, or fold otherwise."),
    "I027": Code("Sheets folded so cannot be put into each other.", "Fold them in one pile, or use `signature: 1`."),
    "I028": Code("Creep is reckoned for office paper.", "Say how thick yours is: `caliper: 0.12mm`."),
    "I029": Code("A pamphlet is too thick to staple.", "Sew or glue it in signatures: `signature: 4`."),
    "I101": Code("A PDF to be imposed is locked with a password.", "Save it without one."),
    "I102": Code("A file to be imposed is no PDF, or too broken.", "Export it again from the program that made it."),
    "I103": Code("A PDF to be imposed has no pages, or a page no size.", "Export it again with a page size."),
    "I104": Code("A PDF to be imposed was damaged and has been repaired.", "Look at every page of the result."),
    "I105": Code("A PDF had a form; its sheets show what was filled in.", "Nothing; keep the original to fill in."),
    # E23x files for the press
    "E230": Code("The file named as the press's profile is none.", "Ask the printer for the ICC profile he prints to."),
    "E231": Code("No profile is named, so the house's was used.", "Name the printer's in `profile:`."),
    "E232": Code("A mask or blend mode cannot be flattened.", "Use `standard: pdf/x-4`, or take it out."),
    "E233": Code(
        "Something half transparent lies on a colour and was mixed with white, so the page looks different.",
        "Look at it, or use `standard: pdf/x-4`, which keeps transparency.",
    ),
    "E235": Code("A file was separated for the press.", "Compare the ink with what the printer allows."),
    "E234": Code("A profile is newer than the standard.", "Ask for it as ICC version 2, or use `standard: pdf/x-4`."),
    # E24x covers
    "E240": Code("The spine is too narrow for text.", "Nothing needs to be done; thicker paper makes it wider."),
    "E241": Code("The text on a cover's back was shortened.", "Write a shorter summary or shorter bios."),
    "E242": Code("A cover has no barcode.", "Write `isbn:` or `issn:` into the front matter."),
}

# --- P1xx preflight of finished files ---------------------------------------------------------------
PREFLIGHT: dict[str, Code] = {
    "P101": Code("The article has no author, date or summary.", "Add them to the front matter; shops show them."),
    "P102": Code("A heading skips a level.", "Make it one level below the heading above it."),
    "P103": Code("An image has no alternative text, or only a file name.", "Say what the image shows."),
    "P104": Code("A link has no text, or one such as 'here'.", "Link the words that name what is there."),
    "P105": Code("A link leads to a place that is not in the article.", "Correct the name after the #."),
    "P106": Code("Two places have the same name.", "Give each heading, figure or table a name of its own."),
    "P107": Code("A table has no header cells.", "Give it a head row."),
    "P110": Code("A colour of text is too faint on white (WCAG 2.2, 1.4.3).", "Choose a darker token."),
    "P120": Code("A PDF lacks title, language or tags.", "Its template must have a title and a language."),
    "P121": Code("A PDF's font is not embedded.", "Use a font whose licence and format allow it."),
    "P122": Code("An image has too few pixels for its printed size.", "Use a larger one, or place it smaller."),
    "P123": Code("A page is blank.", "Look for a forced page break or something too large for the page."),
    "P124": Code("The last page holds next to nothing.", "Cut or add a few words, or change paper or columns."),
    "P125": Code("A page is not of the edition's paper.", "Leave `size` to the edition."),
    "P126": Code("A page bleeds less than the edition says.", "Let the style sheet use the page's bleed."),
    "P127": Code("The PDF is larger than shops or printers take.", "Use smaller images."),
    "P140": Code("The e-book's container is wrong.", "This is our fault: please report it."),
    "P141": Code("The e-book's manifest does not list what is there.", "This is our fault: please report it."),
    "P142": Code("The e-book's package does not say what it must.", "Check the article's title and language."),
    "P143": Code("A page of the e-book is not well formed, or has a script.", "Check the publication's templates."),
    "P144": Code("A link inside the e-book leads nowhere, or outside.", "Check the publication's templates."),
    "P145": Code("The e-book has no table of contents.", "Check the publication's nav template."),
    "P146": Code("The e-book's page list and page markers disagree.", "Check the publication's templates."),
    "P147": Code("An image of the e-book is larger or smaller than shops want.", "Scale it."),
    "P148": Code("The e-book is larger than shops take.", "Use smaller images."),
    "P149": Code("The e-book's page list is not that of the printed edition.", "This is our fault: please report it."),
    "P160": Code("The web page would fetch something from the network.", "Put it inside the page."),
    "P161": Code("The web page lacks a headline, its language or a main part.", "Check the publication's templates."),
    "P162": Code("A link inside the web page leads nowhere.", "Check the publication's templates."),
    "P163": Code("The web page is heavy.", "Use fewer photographs, or publish it in parts."),
    # P2xx files for the press
    "P201": Code("A file for the press does not say for which press.", "Name the printer's profile in `profile:`."),
    "P202": Code("A colour is not in the inks of the press.", "Report it, with the picture or style that it is of."),
    "P203": Code("Something is transparent in a PDF/X-1a.", "Use `standard: pdf/x-4`, or take it out; report it."),
    "P204": Code("The boxes of a page do not lie in each other.", "This is our fault: please report it."),
    "P205": Code("A link, form or action lies on what is printed.", "This is our fault: please report it."),
    "P206": Code("A font of a pattern or form is not embedded.", "Use a font whose licence and format allow it."),
    "P207": Code("A file for the press lacks what its standard asks of it.", "This is our fault: please report it."),
    "P208": Code("A spot has more ink than the press takes.", "Give the colour less ink; separate the picture anew."),
    "P301": Code("The printer does not bind so few or so many pages.", "Change the pages, or the printer."),
    "P302": Code("The pages do not fill the printer's sheets.", "Ask for a multiple with `fit:`, or leave the blanks."),
    "P303": Code("The printer does not trim to this size.", "Choose a paper that he offers."),
    "P304": Code("There are marks, and the printer wants none.", "Write `marks: []`."),
    "P305": Code("The pages bleed less than the printer asks.", "Set `bleed:` to what he asks."),
    "P306": Code("Text stands too near to the spine or to an edge.", "Make the margin wider with its token."),
    "P307": Code("The file's colours are not the printer's inks.", "Ask for PDF/X with `standard:`."),
    "P308": Code("Something may be transparent, which the printer refuses.", "Write `standard: pdf/x-1a`."),
    "P309": Code("There are links or bookmarks, which the printer refuses.", "Write `standard: pdf/x-1a`."),
    "P310": Code("The file is larger than the printer takes.", "Use smaller photographs."),
    "P180": Code("EPUBCheck finds fault with the e-book.", "Look at the publication's own templates and styles."),
    "P181": Code("veraPDF finds fault with the PDF.", "Look at the publication's own templates and styles."),
    "P199": Code("A finished file cannot be read.", "This is our fault: please report it."),
}

# --- x0xx, M18x, T19x, T29x: the walk itself (settings, files, house, what is made) -------------------
WALK: dict[str, Code] = {
    "M180": Code("publication.yaml cannot be read.", "Save it as UTF-8 text."),
    "M181": Code("A setting has an impossible value.", "Write it as the hint shows."),
    "M182": Code("A setting is unknown.", "Correct its spelling; `presswork list settings` shows all."),
    "M183": Code("A new edition does not say its format.", "Add `format: pdf`, `epub` or `html`."),
    "M184": Code("An e-book wants the pages of an edition that has none.", "Name an edition of format pdf."),
    "M185": Code("There is no such edition.", "Correct its name; `presswork list editions` shows all."),
    "M186": Code("Two articles have the same slug.", "Give one of them a `slug:` of its own."),
    "T190": Code("An imported manuscript is there already.", "Use --force to replace it, or another folder."),
    "T191": Code("An imported text has front matter already.", "Build it as it is."),
    "T192": Code("Nothing was recognised in an imported text.", "Write title, author and date into its front matter."),
    "T193": Code("Scripts, frames or event handlers of an imported page were left out.", "There is nothing to do."),
    "T290": Code("A bibliography is not there.", "Name a file that lies in the publication."),
    "T291": Code("A citation style is not there.", "Name a CSL file that lies in the publication."),
    "T292": Code("A file outside the publication is named.", "Copy it into the publication's folder."),
    "H001": Code("There is no such template or style.", "Correct its name; `presswork list templates` shows all."),
    "H002": Code("A template fails.", "Look at its line; docs/manual/templates.md lists what it is given."),
    "H003": Code("A style imports a sheet that the house does not have.", "Correct the name after `!house/`."),
    "H004": Code("A house token cannot stand in CSS.", "Use a lower-case name and a plain value."),
    "H005": Code("A file to be ejected is there already.", "Remove or rename it first."),
    "E001": Code("There is no such file or folder.", "Check the name."),
    "E002": Code("A folder is no publication.", "Name a manuscript, or start one with `presswork new`."),
    "E003": Code("A publication has no manuscripts.", "Put manuscripts into content/articles/."),
    "E004": Code("A draft was not made.", "Name the file to build it, or set `status: ready`."),
    "E005": Code("An article under embargo was not made.", "Name the file to build it before its day."),
    "E006": Code("There is no such format.", "Use pdf, epub, html or cover."),
    "E007": Code("An edition could not be made because one that it needs failed.", "Mend the other first."),
    "E011": Code(
        "No worker process could make an article: each died, or took too long.",
        "Build it alone, to see what it needs; make its pictures smaller.",
    ),
    "E010": Code("A file cannot be written.", "See to the room and the rights there, or name another folder with -o."),
    "E009": Code("Presswork failed on an article.", "This is our fault: report it with the traceback."),
    "E008": Code("A new publication's folder is not empty.", "Name a new or empty folder."),
}

CODES: dict[str, Code] = {
    **WALK, **METADATA, **READING, **BODY, **RECEIVED, **IMAGES, **HOUSE, **EDITIONS, **IMPOSITION, **PREFLIGHT,
}  # fmt: skip

_KINDS = {
    "M": "Metadata and settings",
    "T": "Text",
    "H": "House: templates, styles, typefaces",
    "E": "Editions",
    "I": "Imposition",
    "P": "Preflight",
}


def as_markdown() -> str:
    """The manual's page of findings, docs/manual/findings.md; a test holds the file to it."""
    lines = ["# Findings", "", "Every finding has a code that never changes its meaning. This page is made from", ""]
    lines[-1:] = ["`presswork/codes.py` by `python -m presswork.codes`; the same list: `presswork list findings`.", ""]
    for letter, title in _KINDS.items():
        rows = sorted((code, row) for code, row in CODES.items() if code.startswith(letter))
        lines += [f"## {title}", "", "| code | what it means | what to do |", "|---|---|---|"]
        lines += [f"| {code} | {row.meaning} | {row.remedy} |".replace("<", "&lt;") for code, row in rows] + [""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown(), end="")
