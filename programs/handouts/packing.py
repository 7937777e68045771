"""A PDF written small: objects without a stream of their own stand deflated in one, and so does the table of all.

ReportLab writes each object by itself, in letters. A booklet has thousands that say what its text means, each much like
the one before: together they weigh a tenth.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

# Whoever wants one object unpacks all that stand with it.
TOGETHER = 200
# A row of the table: the sort of object, where it is, and which one there.
ROW = struct.Struct(">BIB")
FREE, ALONE, IN_A_STREAM = range(3)
# The words of ReportLab: its table, where an object begins and ends, and what the trailer says of the whole.
START = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)
DEFLATED = re.compile(rb"/Filter \[ /FlateDecode \] /Length \d+")
OPENING, END = re.compile(rb"(\d+) 0 obj\s+"), b"endobj"
ROOT, INFO, NAME = re.compile(rb"/Root (\d+ 0 R)"), re.compile(rb"/Info (\d+ 0 R)"), re.compile(rb"/ID\s*(\[.*?\])")


def packed(pdf: bytes) -> bytes:
    """*pdf* as ReportLab has written it, with every object as it was and under its number, in the way of PDF 1.5."""
    table = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    starts = [int(start) for start in START.findall(pdf, table)]
    alone, small = dict[int, bytes](), list[tuple[int, bytes]]()
    for number, body in _objects(pdf, [*starts, table]):
        if body.endswith(b"endstream"):
            alone[number] = _closer(body)
        else:
            small.append((number, body))
    rows = {0: ROW.pack(FREE, 0, 0)}
    for first in range(0, len(small), TOGETHER):
        group, holder = small[first : first + TOGETHER], len(starts) + 1 + first // TOGETHER
        alone[holder] = _holding(group)
        for place, (number, _body) in enumerate(group):
            rows[number] = ROW.pack(IN_A_STREAM, holder, place)
    written = bytearray(pdf[: starts[0]])
    for number, body in alone.items():
        rows[number] = ROW.pack(ALONE, len(written), 0)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, last = len(written), len(rows)
    rows[last] = ROW.pack(ALONE, start, 0)
    root, info, name = (found[1] for key in (ROOT, INFO, NAME) if (found := key.search(pdf, table)))
    told = b"/Type /XRef /Size %d /Root %b /Info %b /ID %b" % (len(rows), root, info, name)
    written += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, _table(rows, told), start)
    return bytes(written)


def _objects(pdf: bytes, edges: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The number and the words of each object. Each begins at one of *edges*."""
    for start, end in pairwise(edges):
        opening = OPENING.match(pdf, start, end)
        assert opening, "ReportLab writes one object behind the other"
        yield int(opening[1]), pdf[opening.end() : pdf.rindex(END, start, end)].rstrip()


def _closer(body: bytes) -> bytes:
    """A stream, deflated as far as it goes where ReportLab has done it half-heartedly."""
    head, _, held = body.partition(b"stream\n")
    if not DEFLATED.search(head):
        return body
    deflated = zlib.compress(zlib.decompressobj().decompress(held), 9)
    told = DEFLATED.sub(b"/Filter [ /FlateDecode ] /Length %d" % len(deflated), head)
    return told + b"stream\n" + deflated + b"\nendstream"


def _holding(group: Sequence[tuple[int, bytes]]) -> bytes:
    """A stream that holds those objects: their numbers and places, then what each says."""
    places, at = [], 0
    for number, body in group:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    told = b"/Type /ObjStm /N %d /First %d" % (len(group), len(head))
    return _stream(told, head + b"\n".join(body for _number, body in group))


def _table(rows: dict[int, bytes], told: bytes) -> bytes:
    """A stream that says where each object is: each row less the one above, which is nearly the same."""
    last, written = bytes(ROW.size), bytearray()
    for number in range(len(rows)):
        # 2 is the predictor for "less the one above".
        written.append(2)
        written += bytes([(one - above) & 255 for one, above in zip(rows[number], last, strict=True)])
        last = rows[number]
    way = b"/W [1 4 1] /DecodeParms <</Predictor 12 /Columns %d>>" % ROW.size
    return _stream(told + b" " + way, bytes(written))


def _stream(told: bytes, held: bytes) -> bytes:
    deflated = zlib.compress(held, 9)
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (told, len(deflated), deflated)
