"""Finished words for the public pages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from cairn.core.safety.lines import PUBLIC_LINES, PublicLine
from cairn.records.programs.queries import ProgramFacts, open_programs
from cairn.records.safety.queries import HelpLine, program_lines
from cairn.web.shell.words import said


@dataclass(frozen=True)
class Door:
    """A program whose door stands open."""

    name: str
    slug: str


@dataclass(frozen=True)
class HomePage:
    """The front door: programs that one can come to by oneself."""

    doors: tuple[Door, ...]


@dataclass(frozen=True)
class Call:
    """A link that a phone understands, with its words."""

    href: str
    words: str
    means: str


@dataclass(frozen=True)
class Line:
    """One line of help: who, when, how, and when somebody last checked it."""

    name: str
    about: str
    hours: str
    checked: str
    language: str
    ways: tuple[Call, ...]


@dataclass(frozen=True)
class SosPage:
    """Help now: public lines, the program's own, and steps for this minute."""

    public: tuple[Line, ...]
    own: tuple[Line, ...]
    breathing: tuple[str, ...]
    grounding: tuple[str, ...]


def home_page() -> HomePage:
    """The front door."""
    return HomePage(tuple(_door(program) for program in open_programs()))


def sos_page(program: UUID | None) -> SosPage:
    """Help now; without a program it needs no database at all."""
    own = tuple(_own(line) for line in program_lines(program)) if program else ()
    return SosPage(
        tuple(_public(line) for line in PUBLIC_LINES),
        own,
        (
            _("Breathe in through your nose while you count to four."),
            _("Breathe out slowly through your mouth while you count to six."),
            _("Do this five times. Nothing else is asked of you right now."),
        ),
        (
            _("Look for five things you can see. Say what they are."),
            _("Touch four things. Notice if they are warm or cool."),
            _("Listen for three sounds."),
            _("Find two things you can smell."),
            _("Take one sip of water."),
        ),
    )


def _door(program: ProgramFacts) -> Door:
    return Door(program.name, program.door)


def _public(line: PublicLine) -> Line:
    return Line(
        said(line.name),
        said(line.about),
        said(line.hours) if line.hours else "",
        _checked(line.checked_on),
        line.language,
        tuple(Call(way.link, said(way.words), way.means) for way in line.ways),
    )


def _own(line: HelpLine) -> Line:
    digits = "".join(sign for sign in line.number if sign.isdigit() or sign == "+")
    return Line(
        line.name,
        "",
        line.hours,
        _checked(line.checked_on),
        "",
        (Call(f"tel:{digits}", _("Call {number}").format(number=line.number), "tel"),),
    )


def _checked(day: date) -> str:
    return _("Checked on {day}").format(day=formats.date_format(day, "DATE_FORMAT"))
