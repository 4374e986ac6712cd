"""Who may do what: one table, and nothing else decides.

A permission is granted if in at least one of its clauses every predicate is true.
Predicates look only at a small `Standing`. The same table is printed in the
handbook and walked by the matrix test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.core.shared.words import Phrase, phrase


@dataclass(frozen=True)
class Standing:
    """How the one who asks stands to what is asked for.

    `roles` are those held in the program that the thing belongs to; empty for a
    stranger. `leave` is what `core.consent` answered for this part of the record.
    """

    roles: frozenset[Role] = frozenset()
    is_self: bool = False
    is_party: bool = False
    mentors: bool = False
    supervises: bool = False
    leave: bool = False
    machine: bool = False

    @property
    def stranger(self) -> bool:
        """Not a member of the program, and none of it is theirs."""
        return not (self.roles or self.is_self or self.is_party or self.machine)


Predicate = Callable[[Standing], bool]


def oneself(s: Standing) -> bool:
    return s.is_self


def a_party(s: Standing) -> bool:
    return s.is_party


def their_mentor(s: Standing) -> bool:
    return s.mentors and Role.MENTOR in s.roles


def their_supervisor(s: Standing) -> bool:
    return s.supervises and Role.SUPERVISOR in s.roles


def with_leave(s: Standing) -> bool:
    return s.leave


def a_member(s: Standing) -> bool:
    return bool(s.roles)


def a_supervisor(s: Standing) -> bool:
    return Role.SUPERVISOR in s.roles


def a_coordinator(s: Standing) -> bool:
    return Role.COORDINATOR in s.roles


def an_evaluator(s: Standing) -> bool:
    return Role.EVALUATOR in s.roles


def an_invited_outsider(s: Standing) -> bool:
    return bool(s.roles & {Role.SUPPORTER, Role.CLINICIAN})


def the_machine(s: Standing) -> bool:
    return s.machine


class Permission(StrEnum):
    """What can be asked; the value is `room.act`."""

    TODAY_READ = "today.read"
    ACCOUNT_CHANGE = "people.account"
    RECOVERY_VOUCH = "people.vouch"
    RECOVERY_FINISH = "people.let_back_in"
    PEOPLE_READ = "people.read"
    INVITE = "programs.invite"
    ROLE_GIVE = "programs.give_role"
    PROGRAM_CHANGE = "programs.change"
    TEMPLATE_CHANGE = "programs.template"
    COHORT_KEEP = "programs.cohort"
    COHORT_READ = "programs.cohort_read"
    GROUP_HOLD = "groups.hold"
    SUPERVISION_HOLD = "supervision.hold"
    SUPERVISION_READ = "supervision.read"
    FIDELITY_RATE = "supervision.rate"
    RECORD_TAKE = "people.record"
    LOOKERS_READ = "trail.about_me"
    SHARING_CHANGE = "consent.share"
    CONSENT_SIGN = "consent.sign"
    DISCLOSE = "consent.disclose"
    ACCOUNTING_READ = "consent.accounting"
    EMERGENCY_KEEP = "consent.emergency"
    BREACH_KEEP = "consent.breach"
    LAW_CHOOSE = "consent.law"
    PROFILE_READ = "matching.profile_read"
    PROFILE_WRITE = "matching.profile_write"
    SHEET_IMPORT = "matching.import"
    ROUND_READ = "matching.round_read"
    ROUND_RUN = "matching.round_run"
    PROPOSAL_DECIDE = "matching.decide"
    PRACTICE_CHANGE = "matching.practice"
    PROPOSAL_READ = "matching.proposal_read"
    PROPOSAL_ANSWER = "matching.answer"
    MENTORSHIP_READ = "mentorships.read"
    MENTORSHIP_BEGIN = "mentorships.begin"
    MENTORSHIP_END = "mentorships.end"
    OVERSIGHT_GIVE = "mentorships.give_oversight"
    MENTORSHIP_KEEP = "mentorships.keep"
    CASELOAD_READ = "mentorships.caseload"
    CONTACT_LOG = "mentorships.contact_log"
    CONTACT_READ = "mentorships.contact_read"
    NOTE_READ = "mentorships.note_read"
    MESSAGE_SEND = "conversations.send"
    MESSAGE_READ = "conversations.read"
    MESSAGE_OPEN = "conversations.open"
    DAY_RECORD = "days.record"
    DAY_READ = "days.read"
    DAY_INTERVIEW = "days.interview"
    COUNTING_KEEP = "milestones.keep"
    GOAL_WRITE = "goals.write"
    GOAL_RATE = "goals.rate"
    GOAL_READ = "goals.read"
    OUTCOMES_READ = "evaluation.outcomes"
    OUTCOMES_EXPORT = "evaluation.export"


Clause = tuple[Predicate, ...]

GRANTS: dict[Permission, tuple[Clause, ...]] = {
    Permission.TODAY_READ: ((a_member,),),
    Permission.ACCOUNT_CHANGE: ((oneself,),),
    Permission.RECOVERY_VOUCH: ((their_mentor,), (their_supervisor,), (a_coordinator,)),
    Permission.RECOVERY_FINISH: ((their_supervisor,), (a_coordinator,)),
    Permission.PEOPLE_READ: ((a_coordinator,),),
    Permission.INVITE: ((a_coordinator,), (the_machine,)),
    Permission.ROLE_GIVE: ((a_coordinator,), (the_machine,)),
    Permission.PROGRAM_CHANGE: ((a_coordinator,), (the_machine,)),
    Permission.TEMPLATE_CHANGE: ((a_coordinator,), (the_machine,)),
    Permission.COHORT_KEEP: ((a_coordinator,), (the_machine,)),
    Permission.COHORT_READ: ((a_coordinator,), (a_supervisor,)),
    Permission.GROUP_HOLD: ((a_party,), (their_supervisor,), (a_coordinator,)),
    Permission.SUPERVISION_HOLD: ((their_supervisor,),),
    Permission.SUPERVISION_READ: ((oneself,), (their_supervisor,)),
    Permission.FIDELITY_RATE: ((oneself,), (a_party,), (their_supervisor,)),
    Permission.RECORD_TAKE: ((oneself,),),
    Permission.LOOKERS_READ: ((oneself,),),
    Permission.SHARING_CHANGE: ((oneself,),),
    Permission.CONSENT_SIGN: ((oneself,),),
    Permission.DISCLOSE: ((oneself,), (a_coordinator,)),
    Permission.ACCOUNTING_READ: ((oneself,), (a_coordinator,)),
    Permission.EMERGENCY_KEEP: ((a_coordinator,), (a_supervisor,)),
    Permission.BREACH_KEEP: ((a_coordinator,),),
    Permission.LAW_CHOOSE: ((a_coordinator,), (the_machine,)),
    Permission.PROFILE_READ: ((oneself,), (a_coordinator,)),
    Permission.PROFILE_WRITE: ((oneself,), (a_coordinator,), (the_machine,)),
    Permission.SHEET_IMPORT: ((a_coordinator,), (the_machine,)),
    Permission.ROUND_READ: ((a_coordinator,),),
    Permission.ROUND_RUN: ((a_coordinator,), (the_machine,)),
    Permission.PROPOSAL_DECIDE: ((a_coordinator,), (the_machine,)),
    Permission.PRACTICE_CHANGE: ((a_coordinator,),),
    Permission.PROPOSAL_READ: ((a_party,), (a_coordinator,)),
    Permission.PROPOSAL_ANSWER: ((a_party,),),
    Permission.MENTORSHIP_READ: ((a_party,), (their_supervisor,), (a_coordinator,)),
    Permission.MENTORSHIP_BEGIN: ((a_party,), (the_machine,)),
    Permission.MENTORSHIP_END: ((a_party,), (a_coordinator,)),
    Permission.OVERSIGHT_GIVE: ((a_coordinator,), (the_machine,)),
    Permission.MENTORSHIP_KEEP: ((a_party,),),
    Permission.CASELOAD_READ: ((a_supervisor,),),
    Permission.CONTACT_LOG: ((their_mentor,), (the_machine,)),
    Permission.CONTACT_READ: ((a_party,), (their_supervisor,), (a_coordinator,)),
    Permission.NOTE_READ: ((a_party,), (their_supervisor, with_leave)),
    Permission.MESSAGE_SEND: ((a_party,),),
    Permission.MESSAGE_READ: ((a_party,), (their_supervisor,)),
    Permission.MESSAGE_OPEN: ((their_supervisor,),),
    Permission.DAY_RECORD: ((oneself,), (the_machine,)),
    Permission.DAY_READ: (
        (oneself,),
        (their_mentor, with_leave),
        (their_supervisor, with_leave),
        (an_invited_outsider, with_leave),
    ),
    Permission.DAY_INTERVIEW: ((their_mentor, with_leave), (their_supervisor, with_leave)),
    Permission.COUNTING_KEEP: ((oneself,), (the_machine,)),
    Permission.GOAL_WRITE: ((oneself,), (their_mentor, with_leave), (the_machine,)),
    Permission.GOAL_RATE: ((oneself,), (their_mentor, with_leave), (the_machine,)),
    Permission.GOAL_READ: (
        (oneself,),
        (their_mentor, with_leave),
        (their_supervisor, with_leave),
        (an_invited_outsider, with_leave),
    ),
    Permission.OUTCOMES_READ: ((a_coordinator,), (an_evaluator,)),
    Permission.OUTCOMES_EXPORT: ((a_coordinator,), (an_evaluator,)),
}

MEANINGS: dict[Permission, Phrase] = {
    Permission.TODAY_READ: phrase("see one's own front page"),
    Permission.ACCOUNT_CHANGE: phrase("change one's own account"),
    Permission.RECOVERY_VOUCH: phrase("vouch for someone who lost their phone"),
    Permission.RECOVERY_FINISH: phrase("let someone who lost their phone back in, a day later"),
    Permission.PEOPLE_READ: phrase("see the list of people in the program"),
    Permission.INVITE: phrase("invite someone to the program"),
    Permission.ROLE_GIVE: phrase("give someone a role"),
    Permission.PROGRAM_CHANGE: phrase("change the program's settings and help lines"),
    Permission.TEMPLATE_CHANGE: phrase("choose and change the template of practice"),
    Permission.COHORT_KEEP: phrase("begin a cohort, and say who is in it"),
    Permission.COHORT_READ: phrase("see a cohort and who is in which week"),
    Permission.GROUP_HOLD: phrase("hold a cohort's group, and say who was there"),
    Permission.SUPERVISION_HOLD: phrase("keep a talk with a mentor, and what was agreed"),
    Permission.SUPERVISION_READ: phrase("read what mentor and supervisor talked about"),
    Permission.FIDELITY_RATE: phrase("say how fully a mentor keeps to the practice"),
    Permission.RECORD_TAKE: phrase("take one's whole record along"),
    Permission.LOOKERS_READ: phrase("see who looked at one's record"),
    Permission.SHARING_CHANGE: phrase("decide who may see what"),
    Permission.CONSENT_SIGN: phrase("sign a written consent, or take it back"),
    Permission.DISCLOSE: phrase("give out what a written consent covers"),
    Permission.ACCOUNTING_READ: phrase("see what went out of a record, and to whom"),
    Permission.EMERGENCY_KEEP: phrase("write down what was given in a medical emergency"),
    Permission.BREACH_KEEP: phrase("keep the workbook of incidents"),
    Permission.LAW_CHOOSE: phrase("say which law the program is under"),
    Permission.PROFILE_READ: phrase("read someone's needs, wishes or offer"),
    Permission.PROFILE_WRITE: phrase("write someone's needs, wishes or offer"),
    Permission.SHEET_IMPORT: phrase("bring in people from a spreadsheet"),
    Permission.ROUND_READ: phrase("see a matching round"),
    Permission.ROUND_RUN: phrase("run a matching round"),
    Permission.PROPOSAL_DECIDE: phrase("confirm or change a proposed pair"),
    Permission.PRACTICE_CHANGE: phrase("learn from past pairs, and adopt weights and limits"),
    Permission.PROPOSAL_READ: phrase("read a proposed pair"),
    Permission.PROPOSAL_ANSWER: phrase("accept or decline a proposed pair"),
    Permission.MENTORSHIP_READ: phrase("see a mentorship"),
    Permission.MENTORSHIP_BEGIN: phrase("begin a mentorship that both have accepted"),
    Permission.MENTORSHIP_END: phrase("end a mentorship"),
    Permission.OVERSIGHT_GIVE: phrase("say who supervises whom"),
    Permission.MENTORSHIP_KEEP: phrase("agree how the two walk together, plan talks, and rest"),
    Permission.CASELOAD_READ: phrase("see one's own mentors and their caseloads"),
    Permission.CONTACT_LOG: phrase("log a contact"),
    Permission.CONTACT_READ: phrase("see when and how two people were in touch"),
    Permission.NOTE_READ: phrase("read what was written about a contact"),
    Permission.MESSAGE_SEND: phrase("write to the other of a pair, report a message, want quiet"),
    Permission.MESSAGE_READ: phrase(
        "read a pair's messages; a supervisor only once they have said why"
    ),
    Permission.MESSAGE_OPEN: phrase("open a pair's messages, with a reason that both see"),
    Permission.DAY_RECORD: phrase("say how a day was"),
    Permission.DAY_READ: phrase("see someone's check-ins and days"),
    Permission.DAY_INTERVIEW: phrase("fill in past days together with someone"),
    Permission.COUNTING_KEEP: phrase("choose how one's days are counted; keep the stones laid"),
    Permission.GOAL_WRITE: phrase("write a goal"),
    Permission.GOAL_RATE: phrase("rate a goal"),
    Permission.GOAL_READ: phrase("read a goal"),
    Permission.OUTCOMES_READ: phrase("see the program's outcomes"),
    Permission.OUTCOMES_EXPORT: phrase("take the program's outcomes out"),
}


def allows(permission: Permission, standing: Standing) -> bool:
    """Whether the table grants `permission` to someone who stands like this."""
    return any(all(holds(standing) for holds in clause) for clause in GRANTS[permission])


def ask(permission: Permission, standing: Standing) -> None:
    """Pass, or refuse: strangers find nothing, members are told that it is not theirs to do."""
    if allows(permission, standing):
        return
    if standing.stranger:
        raise NotFound
    raise NotAllowed


def might_allow(permission: Permission, roles: frozenset[Role]) -> bool:
    """Whether someone with these roles could hold the permission over anything at all.

    For early answers and for which buttons to show; the command or query decides.
    """
    best = Standing(roles, is_self=True, is_party=True, mentors=True, supervises=True, leave=True)
    return allows(permission, best)
