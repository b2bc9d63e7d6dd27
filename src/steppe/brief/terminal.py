"""The brief in short for a terminal: plain text, no escape character of the article ever gets through."""

from collections.abc import Iterable, Iterator

from steppe.brief.brief import Brief, ClaimRow, EventRow, NumberRow, VerdictRow
from steppe.brief.outlook_told import view_lines
from steppe.brief.rows import names
from steppe.brief.visible import columns, one_line, shortened
from steppe.brief.words import BASIS, basis_name, counted

NARROWEST = 32
QUOTE = 240
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def to_terminal(brief: Brief, *, width: int = 80, ansi: bool = False) -> str:
    """The brief in lines of at most `width` columns (32 at least); `ansi` adds bold headings and dim quotes."""
    room = max(width, NARROWEST)
    lines = [*_head(brief, room), *_short(brief, room)]
    lines += _section("WHO DID WHAT TO WHOM", (_event(row) for row in brief.events), room)
    lines += _section("WHO CLAIMS WHAT", (_claim(row) for row in brief.claims), room)
    if brief.checked:
        lines += _section("AGAINST THE RECORD", (_verdict(row) for row in brief.checked.rows), room)
    if brief.outlook:
        told = (line for line in view_lines(brief.outlook) if line)
        lines += ["", "OUTLOOK", *(part for line in told for part in wrapped(line.strip(), room, indent=_indent(line)))]
    lines += _section("THE NUMBERS", (_number(row) for row in brief.numbers), room)
    damage = ((f"{row.ref}  {row.kind}: {row.note}", row.cite.quote) for row in brief.damage)
    lines += _section("DAMAGE IN THE TEXT", damage, room)
    lines += _section("BLOCKS NOT CODED", ((row.why, row.cite.quote) for row in brief.left_blocks), room)
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return _styled(text) if ansi else text


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip()))


def _verdict(row: VerdictRow) -> tuple[str, str]:
    sides = " | ".join(dict.fromkeys(part for part in (row.told, row.record or row.note, row.difference) if part))
    return f"{row.ref}  {row.finding}: {sides}", row.cite.quote


def wrapped(text: str, width: int, *, indent: str = "") -> list[str]:
    """`text` on lines of at most `width` columns; a word longer than a line is broken.

    >>> wrapped("a very longword", 6, indent=" ")
    [' a', ' very', ' longw', ' ord']
    """
    lines, line, used = [], "", 0
    room = max(width - len(indent), 2)
    for word in _pieces(one_line(text), room):
        wide = columns(word)
        if line and used + 1 + wide > room:
            lines.append(indent + line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
    return [*lines, indent + line] if line else lines


def _pieces(text: str, room: int) -> Iterator[str]:
    for word in text.split(" "):
        piece, wide = "", 0
        for letter in word:
            step = columns(letter)
            if wide + step > room:
                yield piece
                piece, wide = "", 0
            piece, wide = piece + letter, wide + step
        if piece:
            yield piece


def _head(brief: Brief, room: int) -> list[str]:
    head = brief.header
    published = f"published {head.published} ({head.basis})" if head.published else "date of publication not given"
    about = ", ".join(part for part in (head.outlet, published) if part)
    return [*wrapped(head.title, room), *wrapped(about, room), *wrapped(head.address, room), *wrapped(head.coder, room)]


def _short(brief: Brief, room: int) -> list[str]:
    lines = ["", "IN SHORT", *wrapped(brief.short.counts, room)]
    if not brief.supported:
        lines += wrapped(f"The text is in '{brief.language}', which is stored whole but not coded.", room)
    if brief.uncoded:
        lines += wrapped(f"{brief.uncoded}.", room)
    for line in brief.short.lines:
        whom = f" to {line.whom}" if line.whom else ""
        lines += wrapped(f"- {line.who}{whom}: {line.kind}{_when(line.when, line.basis)} [{line.ref}]", room)
    if brief.short.more:
        lines += wrapped(f"- and {counted(brief.short.more, 'more act')} told as having happened", room)
    return lines


def _section(title: str, rows: Iterable[tuple[str, str]], room: int) -> list[str]:
    lines = []
    for row, quote in rows:
        lines += wrapped(row, room)
        lines += wrapped(shortened(quote, most=QUOTE), room, indent="    | ")
    return ["", title, *(lines or ["none"])]


def _when(when: str, basis: str) -> str:
    if not when:
        return ""
    return f", {when}" if basis == BASIS["stated"] else f", {when} ({basis})"


def _event(row: EventRow) -> tuple[str, str]:
    who = names(row.actors) or "no actor named"
    whom = names(row.recipients)
    kind = ", ".join((row.kind, *row.modes))
    place = f", {row.place}" if row.place else ""
    told = f"{who}{f' to {whom}' if whom else ''}: {kind}{_when(row.when, basis_name(row.happened))}{place}"
    return f"{row.ref}  {told} [{row.status}, confidence {row.confidence:.2f}]", row.cite.quote


def _claim(row: ClaimRow) -> tuple[str, str]:
    hedges = f", hedged: {', '.join(row.hedges)}" if row.hedges else ""
    answer = f", answers {row.replies_to}" if row.replies_to else ""
    via = f", passed on by {row.reporter}" if row.reporter else ""
    return f"{row.ref}  {row.who} {row.stance} ({row.voice}{via}{hedges}{answer})", row.content.quote


def _number(row: NumberRow) -> tuple[str, str]:
    return f"{row.ref}  {row.reading}{f', of: {row.of}' if row.of else ''}", row.cite.quote


def _styled(text: str) -> str:
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if at == 0 or (line.isupper() and at and not lines[at - 1]):
            lines[at] = f"{BOLD}{line}{PLAIN}"
        elif line.startswith("    "):
            lines[at] = f"{DIM}{line}{PLAIN}"
    return "\n".join(lines)
