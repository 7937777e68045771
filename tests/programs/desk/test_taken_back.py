"""Who has stopped sharing, or was discharged, is given nothing over their head: no plan, no message, no way in."""

from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Client, ClientLink, Programme
from programs.selectors.clinics import message_to, programme_seen_by
from programs.selectors.writings import writing_about
from programs.services.clinics import NotSharedError, make_client_link, stop_sharing
from programs.services.diary import Entry, record
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def house() -> House:
    return House()


def form(house: House) -> dict[str, str]:
    today = house.now.date().isoformat()
    return {"name": "Rob Hale", "grade": "2", "side": "left", "injured_on": today, "signs": "asked", "age": "34"}


def private(house: House) -> tuple[Client, Programme]:
    """A client who has opened their link and then stopped sharing."""
    assignment = house.assigned()
    opened(house.link(assignment.client))
    programme = Programme.objects.get(assignment=assignment)
    stop_sharing(programme=programme, now=timezone.now())
    return Client.objects.get(pk=assignment.client_id), programme


def path(client: Client, door: str) -> str:
    return f"/clinic/clients/{client.key}/{door}/"


@pytest.mark.parametrize("is_over", [False, True], ids=["while it runs", "once it is over"])
def test_nothing_new_is_assigned_and_the_plan_goes_on(house, is_over):
    client, programme = private(house)
    if is_over:
        Programme.objects.filter(pk=programme.pk).update(ended_on=house.now.date())
    answer = signed_in(house.members["therapist"]).post(path(client, "assign"), form(house))
    assert answer.status_code == 400
    assert "take them on as somebody new" in text_of(answer)
    assert Programme.objects.count() == 1
    assert (Programme.objects.get().ended_on is not None) is is_over
    assert programme_seen_by(house.owner, client) is None


def test_nothing_is_assigned_to_somebody_who_was_discharged_and_the_page_does_not_offer_it(house):
    client = house.assigned().client
    opened(house.link(client))
    tess = signed_in(house.owner)
    tess.post(path(client, "discharge"))
    Programme.objects.update(ended_on=house.now.date())
    assert tess.post(path(client, "assign"), form(house)).status_code == 400
    assert path(client, "assign") not in tess.get(f"/clinic/clients/{client.key}/").content.decode()
    assert Programme.objects.count() == 1


def test_no_message_reaches_them_and_the_notes_are_kept(house):
    client, programme = private(house)
    texts = {"message": "Come back", "notes": "Shares no more.", "seen": writing_about(client).seal}
    signed_in(house.owner).post(path(client, "message"), texts)
    assert message_to(Programme.objects.get(pk=programme.pk)) == ("", "")
    assert Client.objects.get(pk=client.pk).notes == "Shares no more."


def test_no_link_is_made_by_which_somebody_here_could_read_on(house):
    client, _ = private(house)
    answer = signed_in(house.members["assistant"]).post(path(client, "link"))
    assert answer["Location"] == f"/clinic/clients/{client.key}/"
    with pytest.raises(NotSharedError):
        make_client_link(member=house.owner, client=client, now=timezone.now())
    assert ClientLink.objects.count() == 1


def test_a_warning_sign_that_the_client_told_of_is_no_form_s_to_forget(house):
    assignment = house.assigned()
    opened(house.link(assignment.client))
    programme, now = Programme.objects.get(assignment=assignment), timezone.now()
    sign = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)
    record(programme=programme, entry=Entry(uuid4(), sign, now), author="runner:x", now=now)
    tess = signed_in(house.members["therapist"])
    answer = tess.post(path(assignment.client, "assign"), form(house))
    assert answer.status_code == 400
    assert "record a clearance first" in text_of(answer)
    assert Programme.objects.get().ended_on is None
    # Where nobody asks, the client's own check does.
    assert tess.post(path(assignment.client, "assign"), form(house) | {"signs": "not-asked"}).status_code == 302
