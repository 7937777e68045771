"""Rob, whom one clinic guides and another asks to see: what each of the three does, as browsers send it."""

import re
from typing import Any

from django.test import Client as Browser

from programs.models import Client, Membership, Programme, Share, User
from tests.programs.desk.houses import House, signed_in


class Shared:
    """Calder Street guides Rob, who has an account; Fjordveien has made a link for him to share by. *beside_a_browser*
    everybody asks the house that the browser asks.
    """

    def __init__(self, *, shares: bool = True, beside_a_browser: bool = False) -> None:
        self.house, self.other = House(), House("Fjordveien Fysio")
        Membership.objects.filter(pk=self.other.owner.pk).update(name="Ola Lund")
        self.client: Client = self.house.assigned().client
        self.rob = signed_in(User.objects.create_user("rob@example.com"))
        self.tess, self.ola = signed_in(self.house.owner), signed_in(self.other.owner)
        if beside_a_browser:
            for one in (self.rob, self.tess, self.ola):
                one.defaults |= {"HTTP_HOST": "127.0.0.1", "HTTP_ORIGIN": "http://127.0.0.1"}
        assert self.rob.post(self.house.link(self.client), {"agree": "yes", "zone": "UTC"}).status_code == 302
        self.link = self.new_link()
        self.guest: Client = self.other.clinic.clients.get()
        if shares:
            assert self.rob.post(self.link, {"agree": "yes"}).status_code == 302

    def new_link(self, name: str = "R. H.") -> str:
        page = self.ola.post("/clinic/share/", {"name": name}).content.decode()
        found = re.search(r'value="[^"]*(/share/[0-9a-f]+/)"', page)
        assert found is not None, page
        return found[1]

    @property
    def programme(self) -> Programme:
        return Programme.objects.get()

    def share(self, house: House) -> Share:
        return Share.objects.get(clinic=house.clinic)

    def of_tess(self, door: str = "") -> str:
        return f"/clinic/clients/{self.client.key}/{door}"

    def of_ola(self, door: str = "") -> str:
        return f"/clinic/clients/{self.guest.key}/{door}"

    def steers(self) -> list[str]:
        """The clinics that steer now, by name."""
        open_shares = Share.objects.filter(steers=True, until__isnull=True)
        return list(open_shares.values_list("clinic__name", flat=True))

    def runner_asks(self, house: House | None = None, browser: Browser | None = None) -> Any:
        return self._sent(browser or self.rob, "/settings/sharing/steering/", house)

    def clinic_asks(self, house: House | None = None, browser: Browser | None = None) -> Any:
        return self._sent(browser or self.tess, self.of_tess("steering/"), house)

    def runner_says(self, answer: str) -> Any:
        return self._answered(self.rob, "/settings/data/", "/settings/sharing/steering/", answer)

    def tess_says(self, answer: str) -> Any:
        return self._answered(self.tess, self.of_tess(), self.of_tess("steering/"), answer)

    def ola_says(self, answer: str) -> Any:
        return self._answered(self.ola, self.of_ola(), self.of_ola("steering/"), answer)

    def _sent(self, browser: Browser, path: str, house: House | None) -> Any:
        return browser.post(path, {"to": str((house or self.other).clinic.key)})

    def _answered(self, browser: Browser, page: str, path: str, answer: str) -> Any:
        found = re.search(r'name="handover"\s+value="([^"]+)"', browser.get(page).content.decode())
        assert found is not None, "nothing waits for an answer here"
        return browser.post(path, {"handover": found[1], "answer": answer})
