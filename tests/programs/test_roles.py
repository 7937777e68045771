"""Who gets what at which address: every page of the address book has a row, and a new page without one fails here."""

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from programs.models import User
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import Rob

pytestmark = pytest.mark.django_db

SIGN_IN, ANYBODY, OWN, BY_SCRIPT = "sign in", "anybody", "own", "own, asked by the phone's script"
AT_DESK = "people of a clinic"
STAFF = "staff"
# By the name of an address: who it is open to, and what stands in place of the parts of it.
PAGES = {
    **dict.fromkeys(
        "start plan plan-paper plan-booklet plan-day plan-week plan-own-paper check check-step exercises exercise "
        "figure figure-kept learn intended-use privacy offline components healthz readyz metrics account_login "
        "account_request_login_code account_confirm_login_code account_inactive manifest worker offline-own".split(),
        ANYBODY,
    ),
    # Nothing but a POST is answered there, and it needs the session's own check.
    **dict.fromkeys(["check-country", "check-anew"], ANYBODY),
    "account_logout": ANYBODY,
    **dict.fromkeys(["passkey-sign-in", "passkey-sign-in-ask"], ANYBODY),
    "sign-in-link": ANYBODY,
    # Whoever holds the link of a mail; tests/programs/reminders/test_stopping.py.
    "stop": ANYBODY,
    # Whoever holds the link; tests/programs/calendars/test_door.py.
    "calendar": ANYBODY,
    # Whoever holds the link of a client; tests/programs/desk/test_links.py.
    "go": ANYBODY,
    # Whoever holds the link of an invitation; tests/programs/desk/test_inviting.py.
    "join": ANYBODY,
    # Whoever holds a link to share by; tests/programs/desk/test_sharing.py.
    "share": ANYBODY,
    # People of a clinic; tests/programs/desk/test_access.py has a row of each for every role.
    **dict.fromkeys(
        "desk desk-new desk-preview desk-settings desk-face desk-client desk-assign desk-paper desk-link desk-revoke "
        "desk-message desk-discharge desk-proof desk-find desk-view desk-stamp "
        "desk-logo desk-logo-picture desk-many desk-intake desk-intake-links desk-print desk-papers desk-stack "
        "desk-clearance desk-clearance-back desk-tests desk-diary desk-diary-week desk-report".split(),
        AT_DESK,
    ),
    **dict.fromkeys(
        "desk-invite desk-invitation-revoke desk-person desk-role desk-hand-over desk-part "
        "desk-audit desk-close desk-export desk-proof-code desk-adjust desk-keep desk-undo desk-keeping "
        "desk-share desk-share-link desk-steering desk-tokens desk-token-revoke".split(),
        AT_DESK,
    ),
    **dict.fromkeys(
        "desk-templates desk-template-new desk-template desk-template-words desk-template-drop desk-template-archive "
        "desk-template-add desk-template-keep desk-client-template".split(),
        AT_DESK,
    ),
    **dict.fromkeys(
        "desk-exercises desk-exercise-new desk-exercise desk-exercise-words desk-exercise-use desk-exercise-photo "
        "desk-photo-erase desk-client-exercises".split(),
        AT_DESK,
    ),
    # People of the clinic and who is shown it; tests/programs/desk/test_own_photos.py.
    **dict.fromkeys(["own-photo", "own-photo-small"], SIGN_IN),
    "sharing-stop": SIGN_IN,
    "sharing-steering": SIGN_IN,
    **dict.fromkeys("follow data data-archive data-all data-consent data-import data-erase".split(), SIGN_IN),
    **dict.fromkeys("passkeys passkey-ask passkey-add passkey-remove".split(), SIGN_IN),
    **dict.fromkeys("passkey-code passkey-code-confirm".split(), SIGN_IN),
    **dict.fromkeys("code-app-begin code-app-add code-app-remove".split(), SIGN_IN),
    **dict.fromkeys(
        "today morning asked pause signs stopped take-back cleared reinjured session session-item finish result trial "
        "other-work days day day-add day-edit progress versions settings settings-zone settings-kit settings-pause "
        "settings-choices settings-reminders settings-remind-now settings-calendar push-key "
        "phone-add phone-remove".split(),
        OWN,
    ),
    **dict.fromkeys(["identity", "kept"], BY_SCRIPT),
    # The administration; tests/programs/administration/.
    **dict.fromkeys(
        "index jsi18n messages message programs_delivery_changelist programs_alert_changelist".split(), STAFF
    ),
}
# What opens by the key in its address.
BY_KEY = ("stop", "go", "join", "share")
PARTS = {
    "language": "en",
    "variant": "weekly",
    "number": "1",
    "name": "walk-10-min",
    "date": "2026-11-02",
    "first": "2026-11-02",
    "kind": "morning",
    "key": "00000000-0000-4000-8000-000000000000",
    "photo": "00000000-0000-4000-8000-000000000000",
}


def patterns(resolver: URLResolver | None = None, before: str = "") -> dict[str, str]:
    """Every named address below the root, but the API's, which has tests of its own."""
    found: dict[str, str] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= {} if path.startswith("api/") else patterns(entry, path)
        elif isinstance(entry, URLPattern):
            found[entry.name or path] = path
    return found


def address(name: str) -> str:
    """A path of that name, its parts filled in."""
    path = patterns()[name]
    for part, value in PARTS.items():
        for kind in ("int", "slug", "isodate", "uuid"):
            path = path.replace(f"<{kind}:{part}>", value)
    return f"/{path}"


def browser(user: User | None = None) -> Client:
    client = Client(headers=HERE)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_address_has_its_row():
    missing = patterns().keys() - PAGES.keys()
    gone = PAGES.keys() - patterns().keys()
    assert not missing, f"say in PAGES who may open {sorted(missing)}"
    assert not gone, f"no address is called {sorted(gone)}"


@pytest.mark.parametrize("name", [name for name, who in PAGES.items() if who is BY_SCRIPT])
def test_the_phones_script_hears_nothing_of_nobody_and_of_a_runner_their_own(name):
    rob = Rob(at=timezone.now(), days_ago=16, zone="UTC")
    ann = Rob("ann@example.com", at=timezone.now(), zone="UTC")
    bare = User.objects.create_user("new@example.com")
    for nobody in (None, bare):
        answer = browser(nobody).get(address(name))
        assert (answer.status_code, answer.content) == (401, b"{}")
    answer = browser(rob.user).get(address(name))
    assert answer.json()["programme"] == str(rob.programme.key)
    assert str(ann.programme.key) not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert browser(rob.user).post(address(name)).status_code == 405


MINE = [name for name, who in PAGES.items() if who is OWN]


STAFFS = [name for name, who in PAGES.items() if who is STAFF]


@pytest.mark.parametrize("name", STAFFS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_of_the_administration_nobody_but_staff_hears_anything(name, method):
    runner = User.objects.create_user("new@example.com")
    boss = User.objects.create_user("boss@example.com", is_superuser=True)
    left = User.objects.create_user("left@example.com", is_staff=True, is_active=False)
    for nobody in (runner, boss):
        assert getattr(browser(nobody), method)(address(name)).status_code == 404
    assert getattr(browser(left), method)(address(name)).status_code == 302


@pytest.mark.parametrize("name", STAFFS)
def test_staff_read_the_administration_and_nobody_on_the_way_keeps_it(name):
    staff = User.objects.create_user("ops@example.com", is_staff=True)
    answer = browser(staff).get(address(name))
    assert answer.status_code == (302 if name == "index" else 200)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", [*MINE, *STAFFS, *(name for name, who in PAGES.items() if who in (SIGN_IN, AT_DESK))])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in_wherever_something_is_somebodys(name, method):
    answer = getattr(browser(), method)(address(name))
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address(name)}")


@pytest.mark.parametrize("name", MINE)
def test_somebody_who_follows_nothing_is_told_how_to_begin(name):
    user = User.objects.create_user("new@example.com")
    answer = browser(user).get(address(name))
    assert answer.status_code in (200, 405)
    if answer.status_code == 200:
        assert "You follow no programme yet" in text_of(answer)


@pytest.mark.parametrize("name", MINE)
def test_a_runner_has_their_own_and_nobody_elses(name):
    rob = Rob(at=timezone.now(), days_ago=16, zone="UTC")
    ann = Rob("ann@example.com", at=timezone.now(), zone="UTC")
    answer = browser(rob.user).get(address(name))
    assert answer.status_code in (200, 302, 404, 405)
    for other in (ann.programme.key, ann.author, ann.user.email):
        assert str(other) not in answer.content.decode()


@pytest.mark.parametrize("name", [name for name, who in PAGES.items() if who is not BY_SCRIPT and name not in BY_KEY])
def test_nothing_is_done_for_a_form_of_another_site(name):
    rob = Rob(at=timezone.now(), days_ago=16, zone="UTC")
    forged = Client(headers={"origin": "https://evil.example"}, enforce_csrf_checks=True)
    forged.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = forged.post(address(name), {"word": "erase", "on": "yes", "what": "withdraw", "pain": "1"})
    assert answer.status_code in (403, 404, 405)


@pytest.mark.parametrize("name", MINE)
def test_what_tells_of_somebody_is_kept_nowhere_on_its_way(name):
    rob = Rob(at=timezone.now(), days_ago=16, zone="UTC")
    answer = browser(rob.user).get(address(name))
    assert answer.status_code == 405 or "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", MINE)
def test_no_address_of_a_person_tells_of_health_or_holds_an_id(name):
    path = patterns()[name]
    assert "uuid" not in path
    assert not {"flag", "pain", "grade", "email"} & set(path.replace("/", " ").split())
