"""Which task waits in which queue, and how often beat asks for it."""

from kombu import Exchange, Queue

# A night's worth of days that end does not stand before a morning's reminders, or before a warning sign; papers of five
# hundred clients stand before nothing, as workers of their own make them.
REMINDERS, UPKEEP, HANDOUTS = "reminders", "upkeep", "handouts"

# No exchange has a name: a message goes to its queue's own key. With named ones Redis would keep a table of who listens
# to what, and a beat that goes on after Redis was emptied would send to nobody, and not know.
QUEUES = [Queue(name, Exchange(""), routing_key=name) for name in (REMINDERS, UPKEEP, HANDOUTS)]

# Whatever is not named here goes to UPKEEP.
ROUTES = {
    "programs.tasks.send_due_reminders": {"queue": REMINDERS},
    "programs.tasks.deliver_reminders": {"queue": REMINDERS},
    "programs.tasks.send_alerts": {"queue": REMINDERS},
    "programs.tasks.print_papers": {"queue": HANDOUTS},
}

# Seconds from one time that beat asks for a task to the next.
EVERY = {
    "send_due_reminders": 60.0,
    # A warning sign is mailed at once; beat looks often, as nothing else tells a worker.
    "send_alerts": 20.0,
    "forget_old_deliveries": 86_400.0,
    "forget_old_checks": 600.0,
    "let_days_pass": 600.0,
    # Somebody waits for papers of many clients.
    "print_papers": 5.0,
    "forget_old_papers": 3600.0,
    "forget_unused_accounts": 3600.0,
    "forget_closed_clinics": 86_400.0,
    "forget_discharged_clients": 86_400.0,
    "forget_old_invitations": 86_400.0,
}
# So long a message is worth reading, unless beat asks more rarely. What piled up while no worker ran is thrown away
# unread, and behind a crowd of reminders a warning sign still finds its turn.
LASTS = 120.0
SCHEDULE = {
    name.replace("_", "-"): {
        "task": f"programs.tasks.{name}",
        "schedule": seconds,
        "options": {"expires": max(LASTS, seconds)},
    }
    for name, seconds in EVERY.items()
}
