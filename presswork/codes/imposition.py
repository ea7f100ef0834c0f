"""Findings about imposition."""

from __future__ import annotations

from presswork.codes.code import Code

IMPOSITION: dict[str, Code] = {
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
}
