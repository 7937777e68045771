"""Becomes another program that Linux ends when the process that started it is gone, even by kill -9.

`python bound.py PARENT COMMAND…`, where PARENT is that process. Elsewhere than on Linux it only becomes the program.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """The wish outlives the change of program, so nothing has to run between fork and exec in the parent."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)  # it was gone before we could ask
    os.execvp(command[0], command)  # noqa: S606  # our own commands, no shell


if __name__ == "__main__":
    main()
