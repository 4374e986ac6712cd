"""The names of tables and columns as a person reads them in their own record."""

from django.utils.translation import gettext as _

from cairn.core.shared.words import Phrase, phrase
from cairn.web.shell.words import said

TABLES: dict[str, Phrase] = {
    "person": phrase("Your account"),
    "recoverycode": phrase("Your recovery codes (not the codes themselves)"),
    "signin": phrase("Where you are signed in"),
    "passkey": phrase("Your passkeys (not the keys themselves)"),
    "codeapp": phrase("Your app for one-time codes (not its secret)"),
    "recovery": phrase("When someone vouched that you lost your phone"),
    "cover": phrase("What you wish for on your phone (not the cover's number)"),
    "departure": phrase("When you asked to leave for good"),
    "membership": phrase("Your parts in programs"),
    "token": phrase("Tokens that you made for other programs (not the tokens themselves)"),
    "outsidelogin": phrase("That your organization lets you in"),
    "sent": phrase("What other programs sent for you, as fingerprints"),
    "enrollment": phrase("Your time in programs"),
    "place": phrase("Your place in a cohort"),
    "attendance": phrase("When you were at the group"),
    "talk": phrase("Talks with your supervisor"),
    "action": phrase("What you and your supervisor agreed on"),
    "fidelity": phrase("How you keep to the practice"),
    "invitation": phrase("Invitations made for you"),
    "sharing": phrase("What you let others see"),
    "agreement": phrase("Papers that you signed"),
    "disclosure": phrase("What went out of your record"),
    "affected": phrase("Incidents that touched you"),
    "line": phrase("What was done and read about you"),
    "mentorship": phrase("Your mentors"),
    "oversight": phrase("Who stands behind you as a mentor"),
    "contact": phrase("Talks with your mentor"),
    "understanding": phrase("What you and your mentor agreed on"),
    "acceptance": phrase("Who said yes to it"),
    "appointment": phrase("Talks that you planned"),
    "rest": phrase("When you two rested"),
    "message": phrase("Messages with your mentor"),
    "receipt": phrase("When messages arrived and were read"),
    "report": phrase("Messages that someone reported"),
    "opening": phrase("When a supervisor read your messages, and why"),
    "silence": phrase("When messages were off"),
    "goal": phrase("Your goals"),
    "level": phrase("What you wrote for your goals"),
    "rating": phrase("How your goals went"),
    "checkin": phrase("Your check-ins"),
    "anchor": phrase("Days that help you remember"),
    "countingchoice": phrase("How you like your days counted"),
    "laidstone": phrase("Stones you have laid"),
    "daystatus": phrase("Your days"),
    "profile": phrase("What you need and wish for, or offer"),
    "sheetid": phrase("Your row in a list that was brought in"),
    "proposal": phrase("Pairs proposed for you"),
    "unmatched": phrase("Rounds without a pair for you"),
    "alternative": phrase("Others whom you could choose instead"),
    "pause": phrase("When you took nobody new"),
    "answer": phrase("Your answers to proposed pairs"),
    "draft": phrase("Lists that you are bringing in"),
}


def table_name(table: str) -> str:
    """A table in words; one that has none yet keeps its own name."""
    known = TABLES.get(table)
    return said(known) if known else table


def column_name(column: str) -> str:
    """A column in words: its own name, with spaces."""
    return _("code") if column == "id" else column.replace("_", " ")
