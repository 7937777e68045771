"""Files that a form brings: none, but where a view opens the door for one small one."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """Refuses a file before a byte of it is kept. What every form is read with."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise TooManyFilesSent("no form of this page takes a file")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class OneSmallFile(FileUploadHandler):
    """Keeps a file of at most *most* bytes in memory, never on the disk; RequestDataTooBig at the first byte more.

    A view puts it in the place of `request.upload_handlers` before anything reads the form.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._size += len(raw_data)
        if self._size > self._most:
            raise RequestDataTooBig("the file is larger than this page takes")
        self._parts.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.file_name or "file", b"".join(self._parts))
