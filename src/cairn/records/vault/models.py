"""A key per person, kept in a database of its own, wrapped by the program's key."""

from typing import ClassVar

from django.db import models

from cairn.records.base import OPEN, SECRET, Kept, Privacy


class DataKey(models.Model):
    """The key that seals one person's words and identity. Destroying it is erasure."""

    keys_apart: ClassVar[bool] = True
    privacy = Privacy(
        person="person", kept=Kept.WITH_PERSON, columns={"wrapped": SECRET, "epoch": OPEN}
    )

    person = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    epoch = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.person}"


class Latch(models.Model):
    """One row that whoever makes or re-wraps keys locks, so that no key is wrapped under a dying epoch."""

    keys_apart: ClassVar[bool] = True
    privacy = Privacy(person=None, kept=Kept.WITH_PROGRAM, columns={"id": OPEN})

    id = models.SmallIntegerField(primary_key=True, default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="vault_latch_is_one")]

    def __str__(self) -> str:
        return "latch"


class Erased(models.Model):
    """That a person was erased, kept with the keys, so that a restored older backup knows it too."""

    keys_apart: ClassVar[bool] = True
    privacy = Privacy(person="person", kept=Kept.BY_LAW)

    person = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erased {self.person}"
