"""Checks of a protocol's files when they are read: everything wrong with them, at once."""

from rehab.checking.folder import check_folder
from rehab.checking.protocol import check_protocol

__all__ = ["check_folder", "check_protocol"]
