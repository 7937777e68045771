"""What the session's scripts say. Names in braces are filled in by the script."""

from django.utils.translation import gettext as _


def clock_words() -> dict[str, str]:
    """What every screen with a clock says."""
    return {
        "start": _("Start"),
        "ready": _("Get ready"),
        "start_now": _("Start now"),
        "wait": _("Wait"),
        "pause": _("Pause"),
        "go_on": _("Go on"),
        "paused": _("paused"),
        "go": _("Go."),
        "then_go": _("then go"),
        "one_less": _("One less"),
        "half": _("Half way."),
    }


def set_words() -> dict[str, str]:
    """What the player of an exercise says."""
    return clock_words() | {
        "start_time": _("Start {time}"),
        "start_set": _("Start set {set}"),
        "seconds": _("{number} seconds"),
        "minutes": _("{number} minutes"),
        "times": _("{counts} times."),
        "set_of": _("Set {set} of {sets}"),
        "tap": _("Tap each rep"),
        "set_done": _("Set done"),
        "end_set": _("End this set"),
        "more": _("15 s more"),
        "to_go": _("seconds to go"),
        "now_the": _("Now the {leg}"),
        "rest": _("Rest"),
        "rest_line": _("Let it go loose. Shake the leg out."),
        "until": _("until set {set} of {sets}"),
        "rested": _("Rest is over. Set {set} waits for you."),
        "ready_now": _("I’m ready now"),
        "over_title": _("That was all of it"),
        "end_line": _("Press Done, or say what was different."),
        "over": _("All done. Press Done."),
    }


def run_words() -> dict[str, str]:
    """What the player of a run says."""
    return clock_words() | {
        "run": _("Run for {time}"),
        "walk": _("Walk for {time}"),
        "run_title": _("Run, easy enough to chat"),
        "walk_title": _("Walk"),
        "then_run": _("then run {time}"),
        "then_walk": _("then walk {time}"),
        "then_over": _("then you are done"),
        "clock_of": _("Run {number} of {runs} · {time} of {whole}"),
        "clock": _("{time} of {whole}"),
        "stop": _("I stopped here"),
        "stopped": _("Stopped. {minutes} minutes of running. Change the number if it is not right."),
        "end_line": _("Press Done, or say what was different."),
        "over": _("All done. Press Done."),
    }


def trial_words() -> dict[str, str]:
    """What the screen of a test says."""
    return clock_words() | {
        "try": _("One try"),
        "try_of": _("Set {number} of {sets}"),
        "start_leg": _("Start: {leg}"),
        "tap": _("Tap each one"),
        "stop": _("Stop here"),
        "got": _("{leg}: {number}."),
        "there": _("{number} reached. You may stop."),
        "goal": _("goal: {time}"),
        "so_far": _("so far"),
        "again": _("Do it again"),
        "change": _("Change legs and find your balance. Nothing runs until you press."),
        "end_line": _("Look at the numbers, change what is not right, and save."),
    }
