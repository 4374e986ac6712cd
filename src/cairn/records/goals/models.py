"""Goals written together: five described levels, rated over time (Goal Attainment Scaling)."""

from django.db import models
from django.db.models import Q

from cairn.records.base import NUMBER, OPEN, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Program


class Goal(Row):
    """One goal in a person's own words; importance and difficulty only where someone gave them."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"domain": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    title = SealedField()
    domain = models.CharField(max_length=16)
    baseline = models.SmallIntegerField(default=-1)
    importance = models.PositiveSmallIntegerField(null=True)
    difficulty = models.PositiveSmallIntegerField(null=True)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__in=[-1, -2]), name="goals_baseline_below_expected"
            ),
            models.CheckConstraint(
                condition=Q(importance=None) | Q(importance__range=(0, 3)),
                name="goals_importance_in_range",
            ),
            models.CheckConstraint(
                condition=Q(difficulty=None) | Q(difficulty__range=(0, 3)),
                name="goals_difficulty_in_range",
            ),
        ]


class Level(Row):
    """What one of the five levels (-2 to +2) would look like, in words."""

    privacy = Privacy(person="goal__person", kept=Kept.WITH_PERSON)

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="levels")
    level = models.SmallIntegerField()
    words = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "level"], name="goals_each_level_once"),
            models.CheckConstraint(condition=Q(level__range=(-2, 2)), name="goals_level_in_range"),
        ]


class Rating(Row):
    """Where the goal stands on a day, by one of the two; halves are allowed (GAS-Light)."""

    privacy = Privacy(person="goal__person", kept=Kept.WITH_PERSON, columns={"level": NUMBER})

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    level = models.DecimalField(max_digits=2, decimal_places=1)
    day = models.DateField()
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(-2, 2)), name="goals_rating_in_range"),
        ]
