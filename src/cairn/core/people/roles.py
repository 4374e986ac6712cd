"""The parts that people play in a program; one person may play several, each from a day to a day."""

from enum import StrEnum

from cairn.core.shared.words import Phrase, phrase


class Role(StrEnum):
    """A part in one program. Participants are not "patients", mentors are not "staff"."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"
    CLINICIAN = "clinician"
    SUPPORTER = "supporter"


ROLE_NAMES: dict[Role, Phrase] = {
    Role.PARTICIPANT: phrase("Participant"),
    Role.MENTOR: phrase("Mentor"),
    Role.SUPERVISOR: phrase("Supervisor"),
    Role.COORDINATOR: phrase("Coordinator"),
    Role.EVALUATOR: phrase("Evaluator"),
    Role.CLINICIAN: phrase("Clinician"),
    Role.SUPPORTER: phrase("Supporter"),
}

ROLE_MEANINGS: dict[Role, Phrase] = {
    Role.PARTICIPANT: phrase("is mentored, and decides what others may see"),
    Role.MENTOR: phrase("walks beside participants from own experience"),
    Role.SUPERVISOR: phrase("stands behind the mentors"),
    Role.COORDINATOR: phrase("runs the program from day to day"),
    Role.EVALUATOR: phrase("asks whether it helps, from figures without names"),
    Role.CLINICIAN: phrase("treats a participant at a partner clinic"),
    Role.SUPPORTER: phrase("family or friend whom a participant has invited"),
}

STAFF = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.EVALUATOR})
EVERYONE = frozenset(Role)
