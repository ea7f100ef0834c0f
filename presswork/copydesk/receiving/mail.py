"""Takes a mail apart: its header lines, greeting and signature are not part of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.dates import WrittenDate, date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.copydesk.receiving.lines import Line

_FIELDS = {
    "from": "from von de da van fra från od от",
    "subject": "subject betreff asunto objet oggetto assunto onderwerp emne ämne temat тема",
    "date": "date sent datum gesendet fecha enviado enviada envoyé data inviato verzonden dato datum дата",
    "other": "to cc bcc reply-to an kopie para à a aan till til do кому message-id mime-version content-type "
    "content-transfer-encoding return-path received x-mailer attachments anhänge priority importance",
}
_MEANING = {word: name for name, words in _FIELDS.items() for word in words.split()}
_HEADER = re.compile(r"([^\W\d_][\w-]*)\s?:\s*(.*)")
_FORWARD = re.compile(r"-{3,}.*-{3,}$|begin forwarded message:?$|anfang der weitergeleiteten .*", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr|i|sv|vs|antw|enc)\s*:\s*)+", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|"
    r"morgen)|querid[oa]s?|estimad[oa]s?|hola|buen(?:os|as) \w+|"
    r"chère?s?|bonjour|car[oai]|gentile|ciao|prezad[oa]s?|olá|beste|geachte|hej|kära)\b[^.?]{0,60}[,!:]?",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards|cheers|yours(?: \w+)?|many thanks|thanks|"
    r"all the best|sincerely|mit (?:freundlichen|besten|herzlichen) grüßen|"
    r"(?:viele|beste|herzliche|liebe) grüße|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|"
    r"un abrazo|cordialement|bien à vous|cordiali saluti|atenciosamente|met vriendelijke groet(?:en)?)[,.!]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mail:
    """The parts of a mail that tell something, with their lines, and the lines of its body."""

    subject: tuple[str, int] | None
    sender: tuple[str, int] | None
    sender_email: str | None
    date: tuple[WrittenDate, int] | None
    body: tuple[Line, ...]
    dropped: tuple[Line, ...]


def mail_of(lines: Sequence[Line], language: str | None = None) -> Mail | None:
    """The mail that the lines are, or None: at least a sender, a subject and one more header line at the top."""
    start = next((i for i, line in enumerate(lines) if line.bare and not _FORWARD.fullmatch(line.bare)), len(lines))
    headers, end = _headers(lines, start)
    if len(headers) < 3 or not {"from", "subject"} <= headers.keys():
        return None
    body, dropped = _without_courtesies(lines[end:])
    name, address = parseaddr(_decoded(headers["from"][0]))
    subject, line = headers["subject"]
    title = _REPLY.sub("", _decoded(subject)).strip()
    sender = (name or "", headers["from"][1]) if name else None
    return Mail((title, line) if title else None, sender, address or None, _date(headers, language), body, dropped)


def _headers(lines: Sequence[Line], start: int) -> tuple[dict[str, tuple[str, int]], int]:
    """Meaning -> (value, line), and the index after the header block; folded lines are unfolded."""
    found: dict[str, tuple[str, int]] = {}
    last = ""
    index = start
    while index < len(lines) and lines[index].bare:
        text = lines[index].text
        if last and text[:1] in " \t":
            found[last] = (f"{found[last][0]} {text.strip()}", found[last][1])
        elif (match := _HEADER.fullmatch(text.strip("*> \t"))) and match.group(1).lower() in _MEANING:
            word = match.group(1).lower()
            meaning = _MEANING[word]
            last = meaning if meaning != "other" and meaning not in found else f"other {word}"
            found[last] = (match.group(2).strip("* "), lines[index].number)
        else:
            break
        index += 1
    return found, index


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (UnicodeError, LookupError, ValueError):
        return value


def _date(headers: dict[str, tuple[str, int]], language: str | None) -> tuple[WrittenDate, int] | None:
    if "date" not in headers:
        return None
    text, line = headers["date"]
    try:
        return WrittenDate(parsedate_to_datetime(text).date()), line
    except (ValueError, TypeError):
        found = date_of(text, language)
    return (found, line) if found else None


def _without_courtesies(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The body without greeting, farewell and signature, and the lines dropped."""
    body = [*lines]
    end = next((i for i, line in enumerate(body) if line.text.rstrip("\n") in ("-- ", "--")), len(body))
    dropped = [line for line in body[end:] if line.bare]
    del body[end:]
    solid = [i for i, line in enumerate(body) if line.bare]
    farewell = next((i for i in solid[-5:] if _FAREWELL.fullmatch(body[i].bare)), None)
    if farewell is not None:
        dropped = [line for line in body[farewell:] if line.bare] + dropped
        del body[farewell:]
    if solid and _GREETING.fullmatch(body[solid[0]].bare) and len(body[solid[0]].bare.split()) <= 8:
        dropped.insert(0, body[solid[0]])
        del body[: solid[0] + 1]
    return tuple(body), tuple(dropped)
