"""Mail to people who are not there goes to a file, whatever the host has set; all other mail goes out."""

import pytest
from django.core.mail import EmailMessage, get_connection

from config.environment import Environment
from config.mail import is_for_nobody
from tests.servers import ROOT, free_port

TO = {
    "Rob of the demo": (["rob@example.com"], True),
    "Rob with his name": (["Rob <ROB@Example.COM>"], True),
    "a house below an example": (["tess@clinic.example"], True),
    "a part of an example": (["ola@mail.example.org"], True),
    "a real address": (["rob@calf.test"], False),
    "a real one that ends alike": (["rob@notexample.com"], False),
    "Rob and a real address": (["rob@example.com", "ann@calf.test"], False),
}


@pytest.fixture
def post(settings, tmp_path):
    """The way out as `EMAIL_URL=smtp://…` sets it, to a server that is not there."""
    found = Environment({"EMAIL_URL": f"smtp://127.0.0.1:{free_port()}?tls=none"}, base=ROOT).mail("EMAIL_URL", "")
    for name, value in found.items():
        setattr(settings, name, value)
    settings.KEPT_MAIL = tmp_path / "mail"
    return get_connection(found["EMAIL_BACKEND"])


@pytest.mark.parametrize(("to", "is_nobody"), TO.values(), ids=TO)
def test_who_is_nobody(to, is_nobody):
    assert is_for_nobody(EmailMessage("Day 3", "4 exercises", to=to)) is is_nobody


def test_mail_to_the_demo_is_put_into_a_file(post, tmp_path):
    assert post.send_messages([EmailMessage("Day 3", "4 exercises", to=["rob@example.com"])]) == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert "Subject: Day 3" in file.read_text()


def test_other_mail_goes_out(post, tmp_path):
    with pytest.raises(ConnectionRefusedError):
        post.send_messages([EmailMessage("Day 3", "4 exercises", to=["rob@calf.test"])])
    assert not (tmp_path / "mail").exists()
