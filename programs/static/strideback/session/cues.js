/* What a clock calls out: tones, buzzing, a flash, and words for those who listen. Whatever the browser lacks is left
   out quietly; each can be switched off, and stays so on this device. */
(() => {
  "use strict";
  const KEY = "strideback.cues";
  const FLASH = 180;
  const BETWEEN_FLASHES = 400; /* at most three a second, with room */
  /* Tones as [hertz, seconds, after seconds], buzzes in milliseconds, and whether the screen flashes. */
  const CUES = {
    tick: { tones: [[660, 0.06, 0]], buzz: 30 },
    up: { tones: [[520, 0.07, 0]], buzz: 0 },
    down: { tones: [[390, 0.07, 0]], buzz: 0 },
    tap: { tones: [], buzz: 20 },
    start: { tones: [[880, 0.18, 0]], buzz: 120, flash: true },
    half: { tones: [[660, 0.1, 0], [660, 0.1, 0.16]], buzz: [60, 60, 60], flash: true },
    end: { tones: [[880, 0.12, 0], [660, 0.12, 0.16], [990, 0.25, 0.32]], buzz: [120, 80, 120], flash: true },
    run: { tones: [[660, 0.12, 0], [990, 0.25, 0.16]], buzz: [120, 80, 120], flash: true },
    walk: { tones: [[660, 0.12, 0], [440, 0.25, 0.16]], buzz: 300, flash: true },
  };
  const LOUDNESS = 0.12;
  const main = document.querySelector("main");
  const lines = document.querySelector("[data-says]");
  const switches = [...document.querySelectorAll("[data-cue]")];
  let audio = null;
  let flashed = 0;
  let lock = null;
  let isAwake = false;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch (refused) {
      console.info("Switches are not remembered:", refused.name);
      return {};
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(switches.map((it) => [it.dataset.cue, it.checked]))));
    } catch (refused) {
      console.info("Switches are not remembered:", refused.name);
    }
  };
  const isOn = (name) => switches.some((it) => it.dataset.cue === name && it.checked && !it.disabled);

  const kept = read();
  const can = { sound: "AudioContext" in window, buzz: "vibrate" in navigator };
  switches.forEach((it) => {
    it.checked = kept[it.dataset.cue] ?? it.checked;
    it.disabled = can[it.dataset.cue] === false;
    it.closest("label").hidden = it.disabled;
    it.addEventListener("change", keep);
  });

  /* Whoever is disturbed by motion stops the picture. */
  const picture = document.querySelector("[data-still]");
  const moving = picture?.src;
  const animate = () => {
    const wanted = isOn("motion") ? moving : picture.dataset.still;
    if (picture.getAttribute("src") !== wanted) picture.src = wanted;
  };
  if (picture) {
    if (!isOn("motion")) animate();
    switches.forEach((it) => it.addEventListener("change", animate));
  }

  /* Browsers let a page sound only after a press. Ambient sound is mixed with music and never stops it. */
  const wake = () => {
    if (!can.sound || !isOn("sound")) return;
    if (!audio) {
      if (navigator.audioSession) navigator.audioSession.type = "ambient";
      audio = new AudioContext();
    }
    if (audio.state === "suspended") audio.resume();
  };
  const tone = ([hertz, seconds, after]) => {
    const from = audio.currentTime + after;
    const source = audio.createOscillator();
    const volume = audio.createGain();
    source.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.01);
    volume.gain.setValueAtTime(LOUDNESS, from + seconds - 0.02);
    volume.gain.linearRampToValueAtTime(0, from + seconds);
    source.connect(volume).connect(audio.destination);
    source.start(from);
    source.stop(from + seconds);
  };
  const flash = () => {
    if (Date.now() - flashed < BETWEEN_FLASHES) return;
    flashed = Date.now();
    main.classList.add("flash");
    setTimeout(() => main.classList.remove("flash"), FLASH);
  };

  const call = (name) => {
    const cue = CUES[name];
    if (isOn("sound") && audio?.state === "running") cue.tones.forEach(tone);
    /* A page that came back by itself may buzz only once it was touched. */
    if (isOn("buzz") && cue.buzz && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate(cue.buzz);
    if (isOn("flash") && cue.flash) flash();
  };
  const tell = (words) => {
    lines.textContent = words;
  };

  /* The screen stays on while a clock runs. Browsers let go of it when the page is hidden, and may refuse it. */
  const holdScreen = async () => {
    if (!isAwake || lock || !navigator.wakeLock || document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => (lock = null));
      if (!isAwake) lock.release();
    } catch (refused) {
      console.info("The screen may go dark:", refused.name);
    }
  };
  const awake = (is) => {
    if (is === isAwake) return;
    isAwake = is;
    if (is) holdScreen();
    else lock?.release();
  };
  document.addEventListener("visibilitychange", holdScreen);

  const button = document.querySelector("[data-cues-button]");
  const sheet = document.querySelector("[data-cues]");
  button.hidden = false;
  button.addEventListener("click", () => {
    sheet.hidden = !sheet.hidden;
    button.setAttribute("aria-expanded", String(!sheet.hidden));
    if (!sheet.hidden) sheet.querySelector("input:enabled").focus();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    button.click();
    button.focus();
  });

  strideback.cues = { call, tell, wake, awake, isOn };
})();
