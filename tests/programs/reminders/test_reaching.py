"""Where a message may go that a stranger has named the place of."""

import json
import socket
import threading

import pytest

from programs.notices.push import UnfitSubscriptionError, subscription_in
from programs.notices.reaching import Letter, Reach, UnreachableError, is_public, post, public_addresses
from tests.programs.reminders.push_services import HOST, Browser, push_service

ADDRESSES = {
    "a public one": ("93.184.216.34", True),
    "a public one of the new kind": ("2606:2800:220:1::1", True),
    "one of the old kind, translated": ("64:ff9b::5db8:d822", True),
    "this machine": ("127.0.0.1", False),
    "this machine, of the new kind": ("::1", False),
    "this machine, wrapped": ("::ffff:127.0.0.1", False),
    "a public one, wrapped": ("::ffff:93.184.216.34", False),
    "a private one, translated": ("64:ff9b::a00:1", False),
    "a private one in a tunnel": ("2002:a00:1::", False),
    "one behind a tunnel's server": ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    "a private one": ("10.1.2.3", False),
    "a home network": ("192.168.1.1", False),
    "a provider's own": ("100.64.0.1", False),
    "a neighbour, as clouds tell secrets at": ("169.254.169.254", False),
    "a neighbour of the new kind": ("fe80::1", False),
    "a private one of the new kind": ("fd00:ec2::254", False),
    "everybody at once": ("224.0.0.1", False),
    "everybody at once, of the new kind": ("ff0e::1", False),
    "nobody": ("0.0.0.0", False),
    "nobody of the new kind": ("::", False),
    "one kept for later": ("240.0.0.1", False),
    "the whole network": ("255.255.255.255", False),
}


@pytest.mark.parametrize(("address", "public"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_open_to_everybody(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "a" * 64 + ".test"])
def test_a_name_that_leads_here_is_refused(host):
    with pytest.raises(UnreachableError):
        public_addresses(host, 443)


def test_a_name_is_asked_once_and_what_it_led_to_is_connected_to(tmp_path):
    """The name itself leads nowhere here, so whoever asked it again would arrive nowhere."""
    asked = []
    with push_service(tmp_path) as service:

        def addresses(host, port):
            asked.append(host)
            return ("127.0.0.1",)

        answer = post(Letter(service.at("x"), {}, b""), Reach(addresses, lambda: service.context))
    assert (answer.status, asked) == (201, [HOST])


def test_a_server_that_cannot_prove_its_name_is_told_nothing(tmp_path):
    with push_service(tmp_path) as service, pytest.raises(OSError, match="SSLCertVerificationError"):
        post(Letter(service.at("x"), {}, b"secret"), Reach(lambda host, port: ("127.0.0.1",)))
    assert service.arrived == []


def test_nothing_goes_without_a_seal():
    with pytest.raises(UnreachableError, match="https"):
        post(Letter("http://push.test/x", {}, b""))


def test_a_server_that_never_greets_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held = []
        threading.Thread(target=lambda: held.append(silent.accept()), daemon=True).start()
        to = f"https://{HOST}:{silent.getsockname()[1]}/"
        with pytest.raises(TimeoutError, match=r"within 0.5 seconds"):
            post(Letter(to, {}, b""), Reach(lambda host, port: ("127.0.0.1",), seconds=0.5))
        held[0][0].close()


FIT = Browser().told("https://fcm.googleapis.com/fcm/send/abc:def_-")
UNFIT = {
    "no JSON": "{",
    "a list": "[]",
    "nothing in it": "{}",
    "values within values": "[" * 1900,
    "keys that are none": json.dumps(FIT | {"keys": 7}),
    "a key that is no point": json.dumps(FIT | {"keys": FIT["keys"] | {"p256dh": "B" + "A" * 86}}),
    "a key of another length": json.dumps(FIT | {"keys": FIT["keys"] | {"p256dh": "BA"}}),
    "a secret of another length": json.dumps(FIT | {"keys": FIT["keys"] | {"auth": "A"}}),
    "a secret that is a number": json.dumps(FIT | {"keys": FIT["keys"] | {"auth": 7}}),
    **{
        name: json.dumps(FIT | {"endpoint": endpoint})
        for name, endpoint in {
            "an address without a seal": "http://fcm.googleapis.com/x",
            "a file": "file:///etc/passwd",
            "another port": "https://fcm.googleapis.com:8443/x",
            "a port that is none": "https://fcm.googleapis.com:x/",
            "a name and password": "https://a:b@fcm.googleapis.com/x",
            "no host": "https:///x",
            "a line within": "https://fcm.googleapis.com/x\r\nHost: evil",
            "a blank within": "https://fcm.googleapis.com/a b",
            "a fragment": "https://fcm.googleapis.com/x#y",
            "letters of another script": "https://fcm.googleapis.com/ü",
            "a host that is half an address": "https://[::1/",
            "more than anybody sends": "https://fcm.googleapis.com/" + "x" * 1000,
            "nothing as an address": "",
        }.items()
    },
}


def test_what_a_browser_tells_is_read():
    found = subscription_in(json.dumps(FIT))
    assert (found.endpoint, found.key) == (FIT["endpoint"], FIT["keys"]["p256dh"])


@pytest.mark.parametrize("told", UNFIT.values(), ids=UNFIT)
def test_what_no_browser_tells_is_refused(told):
    with pytest.raises(UnfitSubscriptionError):
        subscription_in(told)
