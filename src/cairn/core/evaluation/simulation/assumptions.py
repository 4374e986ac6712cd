"""What the simulator supposes, in one place: each figure with its source, or marked invented."""

from dataclasses import dataclass

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

DAYS_BEFORE = 84
"""Days that the interview at entry looks back on: twelve weeks."""

WINDOW = 84
"""Days in weeks 1 to 12, the window that an arm's figure speaks of."""


@dataclass(frozen=True)
class Arm:
    """One way of being helped, and the mean days of use that it is made to give.

    `days_used` is the expected number of days with any use in weeks 1 to 12 (of 84),
    over everyone who entered, whether or not they stayed. It is put in, never found out.
    """

    name: str
    days_used: float
    mentored: bool = True

    def __post_init__(self) -> None:
        if not 0.5 <= self.days_used <= 60:
            raise Invalid(
                phrase("The mean days of use in an arm must lie between 0.5 and 60."), "days_used"
            )


DEMO = (Arm("mentored", 9.0),)
"""The demo's program: everyone may have a mentor. The 9.0 days are invented."""

MAP_LIKE = (Arm("mentored", 4.1), Arm("usual care", 16.6, mentored=False))
"""The contrast that is often quoted for MAP: 4.1 against 16.6 days used in weeks 1 to 12.
Both means come from a secondary source, and the paper's abstract gives only p = .013."""

NO_DIFFERENCE = (Arm("mentored", 12.0), Arm("usual care", 12.0, mentored=False))
"""Two arms that do the same, to see how often an analysis is fooled. Invented."""


@dataclass(frozen=True)
class Assumptions:
    """The simulator's numbers. Shares are 0..1, correlations -1..1, times in days."""

    # Use. The hazard of a next day of use falls with the time since the last one
    # (log-logistic fits best: Kirshenbaum 2009, 20 studies); this shape is an illustration.
    hazard_shape: float = 0.8
    before_days: float = 30.0  # mean days of use in the 84 before entry; invented
    before_spread: float = 1.0  # SD of the log time scale between people before entry; invented
    after_spread: float = 2.6  # the same after entry; set so that MAP-like arms have SD near 16.7
    carried_over: float = 0.45  # correlation of use before and after; invented
    weekday: tuple[float, ...] = (0.85, 0.85, 0.85, 0.9, 1.15, 1.35, 1.05)  # Mon..Sun; invented

    # Mentors and the alliance. d of about .4 between mentors (PMC2829757); alliance and
    # outcome r of .15 to .28 (Flückiger 2018 .278 overall, weaker in addiction treatment).
    mentor_effect: float = 0.27  # correlation of a mentor's own quality with the latent course
    pair_effect: float = 0.17  # the same for what is special to a pair
    mentor_in_alliance: float = 0.6  # correlation of a mentor's quality with the rated alliance

    # Leaving early: 30.4 % by week 12 (Lappan 2020, 26,243 people), earlier rather than later.
    drop_out: float = 0.304
    drop_out_shape: float = 0.75  # below 1: the first weeks lose most; invented
    drop_out_tie: float = 0.3  # correlation of leaving early with heavier use; invented
    program_spread: float = 0.0  # SD between programs, log odds; .96 gives Lappan's 6 to 74 %

    # What becomes known. All invented.
    answers_a: float = 3.0  # each person's share of days with a check-in: Beta(a, b)
    answers_b: float = 1.6
    answers_after_use: float = 0.75  # share of the usual answers on a day of use
    declined: float = 0.02  # answers "rather not say" on a day without use
    declined_after_use: float = 0.08
    recalled_before: float = 0.93  # days that the interview at entry can settle
    recalled_later: float = 0.5  # unanswered days that a four-weekly interview settles

    # Contact: about 1.2 a week (median 10 in two months, Tillson 2024); minutes invented.
    contacts_a_week: float = 1.3
    missed: float = 0.12

    # Goals: levels are drawn so that T scores centre on 50 with SD 10 (the scale's own design).
    goals_together: float = 0.3  # correlation between one person's goals; the score's own rho
