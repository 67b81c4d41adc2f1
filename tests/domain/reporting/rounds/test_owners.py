"""Who was charged with a decision is asked in the next round, beside the contact, within the limits of the ladder."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round, Step
from leitstand.domain.reporting.operations import answering, chasing, deciding, rounds
from leitstand.domain.reporting.queries.rounds.opening import opening
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.reporting.rules.ladder import MOST_MAILS, Mail
from leitstand.domain.reporting.rules.owners import Charge, with_owners
from leitstand.foundation import clock
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, moment, said
from tests.domain.reporting.rounds.sittings import sitting_of

RED = "massnahme-1"
DAY = "2041-07-01 10:00"
LATER = "2041-07-08 10:00"


@pytest.fixture
def owner(plan_with_people: None) -> Person:
    """Someone who is contact of nothing."""
    house = Person.objects.get(key="demo-person-001").institution
    return Person.objects.create(key="neu", name="Neue Person", institution=house, email="neu@demo.example")


def decide_for(owner: Person) -> None:
    with clock.at(moment("2041-03-01 10:00")):
        sitting = sitting_of(None, clock.today())
        due = clock.today() + timedelta(days=30)
        deciding.decide(sitting, Measure.objects.get(key=RED), "replan", due, owner=owner, actor=SYSTEM)
        deciding.defer_rest(sitting, due, actor=SYSTEM)
        deciding.close_sitting(sitting, actor=SYSTEM)


def opened() -> Round:
    """A round that has opened and posted its first mails."""
    with clock.at(moment(DAY)):
        proposal = propose_round()
        values = {"title": proposal.title, **vars(proposal.dates)}
        made = rounds.plan_round(proposal.edition, values, actor=SYSTEM)
        rounds.open_round(made, proposal, actor=SYSTEM)
        chasing.remind(made, actor=SYSTEM)
    return made


def mails_to(person: Person) -> list[Message]:
    return list(Message.objects.filter(to=person.email).order_by("pk"))


def request_of_red(this_round: Round) -> Request:
    return Request.objects.select_related("person", "round__edition").get(round=this_round, reports__measure__key=RED)


def test_owner_who_reports_nothing_gets_a_mail_of_their_own(owner: Person) -> None:
    decide_for(owner)
    opened()

    assert [mail.subject for mail in mails_to(owner)] == [
        "Runde 1/2041: Was wurde aus dem Beschluss zu einer Maßnahme?"
    ]


def test_mail_names_only_the_decided_measure(owner: Person) -> None:
    decide_for(owner)
    opened()
    body = mails_to(owner)[0].body

    assert [line for line in body.splitlines() if line.startswith("– ")] == [
        "– Begleitung der Anlaufstellen (erfunden, 1)"
    ]


def test_owner_gets_a_link_to_the_form(owner: Person) -> None:
    decide_for(owner)
    made = opened()

    assert request_of_red(made).links.filter(person=owner).count() == 1


def test_owner_is_written_to_once(owner: Person) -> None:
    decide_for(owner)
    made = opened()
    with clock.at(moment(LATER)):
        chasing.remind(made, actor=SYSTEM)

    assert len(mails_to(owner)) == 1


def test_owner_who_is_a_contact_reads_it_in_the_opening_mail(owner: Person) -> None:
    red = Measure.objects.get(key=RED)
    other = Person.objects.filter(measures__isnull=False).exclude(pk=red.contact_id).order_by("key").distinct()[0]
    decide_for(other)
    made = opened()
    steps = set(Step.objects.filter(person=other, request__round=made).values_list("step", flat=True))

    assert (len(mails_to(other)), steps) == (1, {"opening", f"decision-{other.pk}"})


def test_contact_who_owns_the_decision_gets_nothing_more(owner: Person) -> None:
    contact = Measure.objects.get(key=RED).contact
    assert contact is not None
    decide_for(contact)
    opened()

    assert not Step.objects.filter(step__startswith="decision").exists()


@pytest.mark.parametrize("lost", [{"email": ""}, {"gone_on": "2041-01-01"}])
def test_owner_who_cannot_be_reached_gets_none(lost: dict[str, str], owner: Person) -> None:
    decide_for(owner)
    Person.objects.filter(pk=owner.pk).update(**lost)
    opened()

    assert mails_to(owner) == []


def test_owner_is_not_asked_once_the_measure_is_reported(owner: Person) -> None:
    made = opened()
    request = request_of_red(made)
    with clock.at(moment(LATER)):
        answering.send(request, said(request), {}, actor=holder(request))
    decide_for(owner)
    with clock.at(moment(LATER)):
        chasing.remind(made, actor=SYSTEM)

    assert mails_to(owner) == []


def test_preview_of_the_opening_shows_the_same_mails(owner: Person) -> None:
    decide_for(owner)
    with clock.at(moment(DAY)):
        proposal = propose_round()
        planned = Round(edition=proposal.edition, title=proposal.title, **vars(proposal.dates))
        shown = opening(planned, proposal, clock.today())
        texts = [one.text for one in chasing.preview(planned, shown.mails, shown.requests, shown.titles)]
    opened()

    assert sorted(text.subject for text in texts) == sorted(Message.objects.values_list("subject", flat=True))


PEOPLE = st.sampled_from(["a", "b", "c"])
CHARGES = st.lists(
    st.builds(lambda who, request: Charge(who, request, f"decision-{who}"), PEOPLE, st.sampled_from(["x", "y"])),
    unique=True,
    max_size=6,
)
MAILS = st.lists(PEOPLE, unique=True).map(lambda people: [Mail(one, (("own", "opening"),)) for one in people])


@given(MAILS, CHARGES, st.dictionaries(PEOPLE, st.integers(0, 3)), st.sets(PEOPLE))
def test_nobody_gets_two_mails_or_a_fourth(
    mails: list[Mail], charges: list[Charge], had: dict[str, int], not_alone: set[str]
) -> None:
    found = with_owners(mails, charges, mailed=had, not_alone=not_alone)
    new = {mail.person_key for mail in found} - {mail.person_key for mail in mails}

    assert (len({mail.person_key for mail in found}), all(had.get(one, 0) + 1 < MOST_MAILS for one in new)) == (
        len(found),
        True,
    )


@given(MAILS, CHARGES)
def test_every_charged_person_is_asked_about_everything(mails: list[Mail], charges: list[Charge]) -> None:
    found = {mail.person_key: dict(mail.steps) for mail in with_owners(mails, charges, mailed={}, not_alone=())}

    assert [one for one in charges if one.request_key not in found[one.person_key]] == []


@given(MAILS, CHARGES)
def test_what_the_ladder_says_is_kept(mails: list[Mail], charges: list[Charge]) -> None:
    found = {mail.person_key: mail.steps for mail in with_owners(mails, charges, mailed={}, not_alone=())}

    assert [mail for mail in mails if found[mail.person_key][: len(mail.steps)] != mail.steps] == []
