"""Recognises a text that came out of a PDF or a mail, and makes a clean manuscript of it, saying what it inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presswork.copydesk.receiving.contact import contact_in
from presswork.copydesk.receiving.furniture import without_furniture
from presswork.copydesk.receiving.initial import Initial, with_initial
from presswork.copydesk.receiving.language import guess_language
from presswork.copydesk.receiving.lines import Block, Kind, Line, blocks_of, lines_of
from presswork.copydesk.receiving.mail import Mail, mail_of
from presswork.copydesk.receiving.marks import with_marks
from presswork.copydesk.receiving.opening import Opening, opening_of
from presswork.copydesk.receiving.paragraphs import Paragraphs
from presswork.copydesk.receiving.signature import Found
from presswork.diagnostics import Diagnostic, Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.copydesk.receiving.bylines import Byline

_FRONT_MATTER = re.compile(r"\s*(?:---|%|\+\+\+|\{)[ \t]*")
# What only people who write Markdown on purpose write.
_WRITTEN = re.compile(r"^(?::::|\[\^[\w-]+\]:|!\[|```|~~~|<!--|\{%|\\begin\{)|\]\{[.#]|\{[.#][\w-]+\}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Received:
    """A received text made clean: values for the front matter, Markdown, and what was inferred, with its lines.

    `places` tells on which line of the file each value of `front` was found.
    """

    front: dict[str, Any]
    blocks: tuple[Block, ...] = field(repr=False)
    findings: tuple[Diagnostic, ...]
    places: dict[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, repr=False)

    @property
    def body(self) -> str:
        """The text as Markdown, one line for each paragraph."""
        return "\n\n".join(block.text for block in self.blocks) + "\n"

    @property
    def aligned(self) -> str:
        """The same Markdown with every block on the line on which it begins in the file, so that line numbers hold."""
        out: list[str] = []
        for block in self.blocks:
            wanted = block.number - 1
            out += [""] * max(wanted - len(out), 1 if out and out[-1] else 0)
            out += block.text.split("\n")
        return "\n".join(out) + "\n"


def recognise(text: str, *, path: str, language: str | None = None) -> Received | None:
    """The received text that `text` is, or None when it is an ordinary manuscript.

    It is one when it has no front matter and begins with the header lines of a mail, or with a headline that a byline
    or a date follows. `path` names the file in findings; `language` is the publication's: its tag ("en-GB") is kept
    when the text turns out to be in that language.
    """
    if _FRONT_MATTER.match(text[:200].lstrip("\ufeff")) or _WRITTEN.search(text):
        return None
    lines, furniture = without_furniture(lines_of(text.lstrip("\ufeff")))
    guessed = guess_language(text)
    spoken = language if language and guessed and language.partition("-")[0] == guessed else guessed
    initial = with_initial(lines, spoken)
    lines = [*initial.lines] if initial else lines
    mail = mail_of(lines, spoken)
    blocks = blocks_of(mail.body if mail else lines)
    opening = opening_of(blocks, spoken) or _opening_of_mail(mail, blocks)
    if opening is None or not any(block.kind is Kind.PARAGRAPH for block in opening.rest):
        return None
    return _Desk(path, spoken, opening, mail, initial).received(furniture)


def _opening_of_mail(mail: Mail | None, blocks: Sequence[Block]) -> Opening | None:
    """A mail without a headline of its own has its subject for one."""
    if mail is None or mail.subject is None or not blocks:
        return None
    first = blocks[0]
    title = re.sub(r"^#+ ", "", first.bare)
    repeated = len(first.lines) == 1 and title.casefold() == mail.subject[0].casefold()
    return Opening(Found(*mail.subject), rest=tuple(blocks[1:] if repeated else blocks))


@dataclass(slots=True)
class _Desk:
    """One text on the desk: gathers values, places and findings."""

    path: str
    language: str | None
    opening: Opening
    mail: Mail | None
    initial: Initial | None
    front: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    def received(self, furniture: Sequence[Line]) -> Received:
        self.findings = Findings(self.path)
        why = "the header lines of a mail" if self.mail else "a headline with byline or date"
        hint = "if it is not, put front matter (--- title: ... ---) at its top, and it is read as it stands"
        self.findings.note("T301", f"taken for a received text: it begins with {why}", 1, hints=(hint,))
        self.opened()
        self.signed()
        self.told(furniture)
        if self.language:
            first = self.opening.rest[0].number
            self.found("language", self.language, first, "T310", f"the language is '{self.language}', by its words")
        blocks = self.without_contact(list(self.opening.rest))
        paragraphs = Paragraphs(blocks, self.language or "")
        made = paragraphs.made()
        for inference in paragraphs.inferences:
            self.findings.note(inference.code, inference.message, inference.line)
        set_blocks = self.with_marks(made)
        findings = sorted(self.findings.items, key=_line)
        return Received(self.front, tuple(set_blocks), tuple(findings), self.places)

    def found(self, key: str, value: Any, line: int | None, code: str, message: str) -> None:
        """Keep a value for the front matter, its line, and the note about it."""
        self.front[key] = value
        if line:
            self.places[(key,)] = (line, 1)
        self.findings.note(code, message, line)

    def inline(self, text: str) -> str:
        return with_marks(text, self.language) if self.language else text

    def opened(self) -> None:
        opening = self.opening
        title = self.inline(opening.title.value)
        self.found("title", title, opening.title.line, "T302", f"the title is '{title}'")
        if opening.kicker:
            self.found(
                "kicker",
                self.inline(opening.kicker.value),
                opening.kicker.line,
                "T311",
                f"'{opening.kicker.value}' is the kicker",
            )
        if opening.deck:
            self.deck(opening.deck)

    def deck(self, deck: Found) -> None:
        """A sentence is a standfirst, a line without a full stop a subtitle."""
        key = "standfirst" if re.search(r"[.!?…][\"”’»)]*$", deck.value) else "subtitle"
        self.found(
            key,
            self.inline(deck.value),
            deck.line,
            "T311",
            f"the text above the byline is the {key}: '{_short(deck.value)}'",
        )

    def signed(self) -> None:
        """The contributors: of the bylines, or the sender of a mail without one."""
        bylines, sender = self.opening.bylines, self.mail.sender if self.mail else None
        people = [_person(name, byline) for byline, _ in bylines for name in byline.names]
        line = bylines[0][1] if bylines else None
        if not people and self.mail and sender:
            name, line = sender
            people = [{"name": name, "email": self.mail.sender_email or ""}]
        for special in (byline.affiliation for byline, _ in bylines if not byline.names):
            if people and special:
                people[0].setdefault("affiliation", special)
        if people:
            names = ", ".join(person["name"] for person in people)
            self.found(
                "contributors", [_shorthand(person) for person in people], line, "T303", f"the byline names {names}"
            )
        self.dated()
        if place := self.opening.place:
            self.found("place", place.value, place.line, "T303", f"the place is '{place.value}'")

    def dated(self) -> None:
        dates = list(self.opening.dates)
        if not dates and self.mail and self.mail.date:
            dates = [self.mail.date]
        for date, line in dates:
            key = "updated" if date.updated and len(dates) > 1 else "published"
            if key in self.front:
                continue
            self.found(key, date.value, line, "T304", f"the date is {date.value.isoformat()}")
            if date.other:
                hint = f"write {date.value.isoformat()} or {date.other.isoformat()} to be sure"
                self.findings.warn("T313", "the date could have day and month the other way round", line, hints=(hint,))

    def told(self, furniture: Sequence[Line]) -> None:
        """Notes on what was left out."""
        if self.initial:
            what = f"the drop initial is put back: '{self.initial.word}'"
            self.findings.note("T317", what, self.initial.line)
        for line in furniture:
            self.findings.note("T308", f"left out, repeated at page ends: '{_short(line.bare)}'", line.number)
        if self.mail:
            for line in self.mail.dropped:
                self.findings.note("T312", f"left out, not part of the article: '{_short(line.bare)}'", line.number)

    def without_contact(self, blocks: list[Block]) -> list[Block]:
        contact = contact_in(blocks)
        if contact is None:
            return blocks
        block = blocks[contact.start]
        where = contact.values.get("url") or contact.values.get("email")
        self.found("contact", contact.values, block.number, "T309", f"the contact is {where}: taken out of the text")
        rest = blocks[: contact.start] + blocks[contact.start + contact.count :]
        while rest and rest[-1].kind is Kind.RULE:
            rest.pop()
        return rest

    def with_marks(self, blocks: Sequence[Block]) -> list[Block]:
        if not self.language:
            return [*blocks]
        result = [block if block.kind is Kind.FIXED else block.saying(self.inline(block.text)) for block in blocks]
        changed = [new.number for old, new in zip(blocks, result, strict=True) if old.text != new.text]
        if changed:
            count = f"{len(changed)} block{'s' if len(changed) > 1 else ''}"
            self.findings.note("T307", f"set quotation marks, dashes and ellipses in {count}", changed[0])
        return result


def _person(name: str, byline: Byline) -> dict[str, str]:
    role = "" if byline.role == "aut" else byline.role
    values = {"name": name, "role": role, "affiliation": byline.affiliation or ""}
    return {key: value for key, value in values.items() if value}


def _shorthand(person: dict[str, str]) -> str | dict[str, str]:
    """A contributor as people write it: the name alone when there is nothing else."""
    values = {key: value for key, value in person.items() if value}
    return values["name"] if len(values) == 1 else values


def _line(finding: Diagnostic) -> int:
    return finding.location.line or 0 if finding.location else 0


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def to_manuscript_text(received: Received) -> str:
    """The received text as a manuscript: YAML front matter, then Markdown. Reading it gives the same article."""
    import yaml

    front = yaml.safe_dump(received.front, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=False)
    return f"---\n{front}---\n\n{received.body}"
