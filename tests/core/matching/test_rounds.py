"""A whole round: who is proposed, why, and what stands in the way of the others."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import POLICIES, MenteeProfile, MentorProfile, propose
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.shared.refusals import Invalid


def some(*words):
    return frozenset(words)


ANA = MenteeProfile(
    id="ana",
    age=31,
    languages=some("es"),
    pathways=some("medication"),
    medication="on",
    available=some("mon_evening"),
    experiences=some("trauma", "prison"),
)
BO = MentorProfile(
    id="bo",
    age=36,
    languages=some("en", "es"),
    pathways=some("medication"),
    medication="supports",
    available=some("mon_evening", "tue_evening"),
    experiences=some("trauma"),
)


def test_a_pair_is_proposed_with_its_reasons_and_its_compromise():
    (pair,) = propose([ANA], [BO]).pairs
    assert (pair.mentee_id, pair.mentor_id) == ("ana", "bo")
    assert pair.fit == pytest.approx(60.33)
    assert [reason.text() for reason in pair.reasons] == [
        "You walk a similar path of recovery.",
        "You are close in age.",
    ]
    assert pair.compromise.text() == "You share few free times in a week."


def test_sentences_for_both_people_never_name_what_one_may_keep_private():
    mentor = MentorProfile(
        id="bo", experiences=some("trauma", "prison"), substances=some("opioids")
    )
    mentee = MenteeProfile(id="ana", experiences=some("trauma"), substances=some("opioids"))
    (pair,) = propose([mentee], [mentor]).pairs
    said = " ".join(phrase.text() for phrase in (*pair.reasons, pair.compromise)).lower()
    assert "you share a life experience that matters to you" in said
    assert not [word for word in ("trauma", "prison", "opioid", "medication") if word in said]


def test_the_limits_that_bind_are_named_together():
    mentors = [
        MentorProfile(id="m1", languages=some("en"), available=some("mon_evening")),
        MentorProfile(id="m2", languages=some("es"), available=some("tue_evening")),
        MentorProfile(id="m3", languages=some("es"), available=some("sat_morning")),
    ]
    (left,) = propose([ANA], mentors).unmatched
    assert left.limits == ("language", "availability")
    assert left.reason.text() == "No mentor speaks Spanish and is free when they are."
    assert left.change.text() == (
        "Closest: 2 mentors, where only this is missing: a shared free time."
    )


def test_full_mentors_are_named_as_such():
    result = propose([ANA, MenteeProfile(id="cy", languages=some("es"))], [BO])
    (left,) = result.unmatched
    assert left.limits == ("capacity",)
    assert left.reason.text().startswith("1 mentor would do, but every place went to someone else.")
    more = propose(
        [ANA, MenteeProfile(id="cy", languages=some("es"))], [MentorProfile(id="bo", capacity=2)]
    )
    assert more.unmatched == ()


def test_a_veto_is_named_but_never_offered_as_a_change():
    (left,) = propose(
        [MenteeProfile(id="ana", conflicts=some("bo"))], [MentorProfile(id="bo")]
    ).unmatched
    assert left.limits == ("conflict",)
    assert left.change is None
    (again,) = propose([ANA], [BO], refused={("ana", "bo")}).unmatched
    assert (again.limits, again.change) == (("refused",), None)


def test_seats_already_taken_are_not_given_again():
    (left,) = propose([ANA], [BO], held={"bo": 1}).unmatched
    assert left.reason.text() == "No mentor has a free place."
    assert left.change.text() == "Closest: 1 mentor, where only this is missing: a free place."


def test_an_empty_side_is_a_round_without_pairs():
    assert propose([], [BO]).matched == 0
    alone = propose([ANA], [])
    assert alone.unmatched[0].reason.text() == "There are no mentors in this round."
    assert alone.optimal
    assert propose([], []).optimal


def test_the_same_id_twice_is_refused():
    with pytest.raises(ValueError, match="'bo' comes twice"):
        propose([ANA], [BO, BO])


def test_a_pool_too_large_for_one_round_is_refused_in_words():
    crowd = [MenteeProfile(id=str(at)) for at in range(5000)]
    mentors = [MentorProfile(id=str(at)) for at in range(40_001)]
    with pytest.raises(Invalid, match="too many for one round"):
        propose(crowd, mentors)


def pool(seed, people=12, mentors=5):
    rng = random.Random(seed)
    languages, times = ["en", "es", "fr"], ["mon_night", "tue_night", "wed_night"]

    def said():
        return {
            "languages": frozenset(rng.sample(languages, rng.randint(0, 2))),
            "available": frozenset(rng.sample(times, rng.randint(0, 2))),
            "age": rng.choice([None, 20, 35, 60]),
            "gender": rng.choice(["", "woman", "man"]),
            "pathways": frozenset(rng.sample(["smart", "faith"], rng.randint(0, 2))),
        }

    mentees = [
        MenteeProfile(
            id=f"P{at:02}",
            wished_gender=frozenset(rng.sample(["woman", "man"], rng.randint(0, 1))),
            medication=rng.choice(["", "on", "none"]),
            conflicts=frozenset(rng.sample(["M0", "M1"], rng.randint(0, 1))),
            **said(),
        )
        for at in range(people)
    ]
    offers = [
        MentorProfile(
            id=f"M{at}",
            capacity=rng.randint(0, 3),
            medication=rng.choice(["", "opposed"]),
            **said(),
        )
        for at in range(mentors)
    ]
    return mentees, offers


@given(st.integers(0, 10**6), st.sampled_from(POLICIES), st.randoms())
def test_no_limit_is_ever_broken_and_order_changes_nothing(seed, policy, shuffling):
    mentees, mentors = pool(seed)
    result = propose(mentees, mentors, policy=policy)
    tables = allowed_by_limit(mentees, mentors)
    seats = dict.fromkeys((mentor.id for mentor in mentors), 0)
    for pair in result.pairs:
        row, column = int(pair.mentee_id[1:]), int(pair.mentor_id[1:])
        assert all(table[row, column] for table in tables.values())
        seats[pair.mentor_id] += 1
    assert all(seats[mentor.id] <= mentor.capacity for mentor in mentors)
    done = [pair.mentee_id for pair in result.pairs] + [left.mentee_id for left in result.unmatched]
    assert sorted(done) == [mentee.id for mentee in mentees]
    shuffling.shuffle(mentees)
    shuffling.shuffle(mentors)
    assert propose(mentees, mentors, policy=policy) == result


@given(st.integers(0, 10**6))
def test_the_named_limits_really_rule_every_mentor_out(seed):
    mentees, mentors = pool(seed)
    tables = allowed_by_limit(mentees, mentors)
    for left in propose(mentees, mentors).unmatched:
        row = int(left.mentee_id[1:])
        named = [tables[name][row] for name in left.limits]
        if not left.reason.text().startswith("No mentor"):
            assert left.limits == ("capacity",)
            continue
        assert all(not all(table[at] for table in named) for at in range(len(mentors)))


@given(st.integers(0, 10**6))
def test_a_mentor_like_the_closest_one_without_what_is_missing_would_place_the_person(seed):
    mentees, mentors = pool(seed)
    before = propose(mentees, mentors)
    for left in before.unmatched:
        if left.change is None:
            continue
        person = next(mentee for mentee in mentees if mentee.id == left.mentee_id)
        missing = left.change.text().partition("missing: ")[2]
        eased = replace(
            person,
            languages=frozenset() if "language" in missing else person.languages,
            available=frozenset() if "time" in missing else person.available,
            wished_gender=frozenset() if "gender" in missing else person.wished_gender,
            medication="" if "medication" in missing else person.medication,
        )
        if "place" not in missing:
            others = [mentee for mentee in mentees if mentee is not person]
            assert propose([*others, eased], mentors).matched == before.matched + 1
