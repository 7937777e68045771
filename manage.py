#!/usr/bin/env python
"""The command line of Strideback: `manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line

from config.folders import NoPlaceError
from config.startup import NOWHERE_TO_WRITE
from programs.management.streams import forgive

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    forgive()
    try:
        execute_from_command_line(sys.argv)
    except NoPlaceError as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(NOWHERE_TO_WRITE)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell reports Ctrl-C, without a traceback
