"""The shipped queue on a real store, while the network fails and tabs are killed: no entry lost or twice."""

from typing import Any

import pytest

from tests.browser.scripts import empty_page
from tests.sizes import size

# One schedule, from a seed: entries are told in frames that are killed, the network between them and the diary fails
# before and after the diary has heard, answers late, in part, with 401, 403 and 500. Then all is well again.
SCHEDULE = """async (seed) => {
  let state = seed * 2654435761 >>> 0;
  const random = () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const programme = `programme-${seed}`;
  const diary = new Map(), arrived = [], told = [], counts = { calls: 0, faults: 0, kills: 0 };
  let fails = true;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const answer = (status, body) => new Response(JSON.stringify(body), { status });
  async function network(path, how) {
    counts.calls += 1;
    const chance = fails ? random() : 1;
    await wait(random() * 4);
    const fault = (act) => { counts.faults += 1; return act(); };
    if (chance < 0.2) return fault(() => { throw new TypeError("no network"); });
    if (chance < 0.26) return fault(() => answer(500, {}));
    if (chance < 0.3) return fault(() => answer(403, {}));
    if (chance < 0.34) return fault(() => answer(401, {}));
    if (path === "/today/identity/") return answer(200, { programme, token: "t" });
    const entries = JSON.parse(how.body).entries.map((entry) => {
      const known = diary.get(entry.uuid);
      const event = JSON.stringify(entry.event);
      if (known === undefined) {
        diary.set(entry.uuid, event);
        arrived.push(entry.event.number);
      }
      const same = known === undefined || known === event;
      return { uuid: entry.uuid, status: same ? 200 : 409, problem: same ? null : { faults: [] } };
    });
    if (chance < 0.5) return fault(() => { throw new TypeError("the answer was lost"); });
    if (chance < 0.56) return fault(() => answer(200, { entries: entries.slice(1), status: "active" }));
    return answer(200, { entries, status: "active" });
  }
  async function open() {
    const frame = document.createElement("iframe");
    const loaded = new Promise((resolve) => { frame.onload = resolve; });
    frame.src = "/frame.html";
    document.body.append(frame);
    await loaded;
    frame.contentWindow.fetch = network;
    return { frame, queue: frame.contentWindow.eval("queue") };
  }
  let tab = await open(), number = 0;
  for (let step = 0; step < 14; step += 1) {
    const chance = random();
    if (chance < 0.45) {
      const some = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        uuid: crypto.randomUUID(), at: new Date().toISOString(), event: { type: "did", number: number++ },
      }));
      const kept = tab.queue.tell(programme, some).then(() => told.push(...some.map((entry) => entry.event.number)));
      if (random() < 0.8) await kept;
    } else if (chance < 0.8) {
      const sent = [tab.queue.flush(), ...(random() < 0.4 ? [tab.queue.flush()] : [])];
      if (random() < 0.5) await Promise.all(sent);
    } else if (chance < 0.93) {
      tab.frame.remove();
      counts.kills += 1;
      tab = await open();
    } else {
      await wait(random() * 10);
    }
  }
  fails = false;
  await wait(30);
  for (let again = 0; again < 5 && (await tab.queue.waiting(programme)).length; again += 1) await tab.queue.flush();
  const rows = await tab.queue.of(programme);
  tab.frame.remove();
  const events = [...diary.values()];
  return {
    ...counts, told: told.length,
    lost: told.filter((one) => !arrived.includes(one)).length,
    doubled: events.length - new Set(events).size,
    disordered: arrived.filter((one, place) => place && one < arrived[place - 1]).length,
    left: rows.filter((row) => row.state !== "sent").length,
  };
}"""


# Schedules that one phone goes through.
EACH_PHONE = 50


@pytest.mark.sliced
@pytest.mark.timeout(3600)
def test_nothing_is_lost_and_nothing_twice_whatever_the_network_does(browser):
    sums: dict[str, Any] = {}
    schedules = size(60, 1000)
    for first in range(1, schedules + 1, EACH_PHONE):
        context = browser.new_context()  # with a base of its own, so that none holds a year of entries
        page = empty_page(context, "queue")
        for seed in range(first, min(first + EACH_PHONE, schedules + 1)):
            found = page.evaluate(SCHEDULE, seed)
            bad = {name: found[name] for name in ("lost", "doubled", "disordered", "left") if found[name]}
            assert not bad, f"schedule {seed}: {found}"
            sums = {name: sums.get(name, 0) + value for name, value in found.items()}
        context.close()
    print(f"{schedules} schedules: {sums}")
    assert min(sums["told"], sums["faults"], sums["kills"]) > schedules
