"""Reads a PDF back with a reader that is none of ours: its words and their boxes, its structure, its look."""

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw


class Line(NamedTuple):
    """A run of text on a page: its box, from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    text: str


def lines(pdf: bytes) -> list[Line]:
    """Every run of text of the paper."""
    found = []
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        text = page.get_textpage()
        for place in range(text.count_rects()):
            box = text.get_rect(place)
            left, bottom, right, top = box
            found.append(Line(number, left, bottom, right, top, text.get_text_bounded(*box).strip()))
    return found


def words(pdf: bytes) -> str:
    """All text in the order of the file, with one space between words."""
    pages = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    return [page.get_size() for page in pdfium.PdfDocument(pdf)]


def looked_at(pdf: bytes, dpi: int = 100):
    """Each page as a picture."""
    return [page.render(scale=dpi / 72).to_pil() for page in pdfium.PdfDocument(pdf)]


def pictures(pdf: bytes):
    """Each drawing on the paper as it looks there."""
    found = []
    for page in pdfium.PdfDocument(pdf):
        whole, high = page.render(scale=1).to_pil(), page.get_size()[1]
        for drawing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1):
            left, bottom, right, top = drawing.get_bounds()
            found.append(whole.crop((round(left), round(high - top), round(right), round(high - bottom))))
    return found


class Box(NamedTuple):
    """A box to tick: its page and its sides, from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def boxes(pdf: bytes) -> list[Box]:
    """Every box to tick: edged squares no larger than a letter's initial, alone or several in one drawing."""
    found = []
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        for drawing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(drawing, fill, stroke)
            for corners in _outlines(drawing) if stroke.value else []:
                across, down = zip(*corners, strict=True)
                wide, high = max(across) - min(across), max(down) - min(down)
                if 5 < wide < 30 and abs(wide - high) < 0.1:
                    found.append(Box(number, min(across), min(down), max(across), max(down)))
    return found


def _outlines(drawing) -> list[list[tuple[float, float]]]:
    """The points of each outline of a drawing."""
    found: list[list[tuple[float, float]]] = []
    for place in range(raw.FPDFPath_CountSegments(drawing)):
        segment, x, y = raw.FPDFPath_GetPathSegment(drawing, place), ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            found.append([])
        found[-1].append((x.value, y.value))
    return found


def outline(pdf: bytes) -> list[str]:
    """The bookmarks."""
    return [mark.get_title() for mark in pdfium.PdfDocument(pdf).get_toc()]


class Link(NamedTuple):
    """A link within the paper: where it is chosen (its page and its box), and the page it leads to."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    leads_to: int


def links(pdf: bytes) -> list[Link]:
    """Every link that leads to a page of the paper itself."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for number, page in enumerate(document):
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, place, link):
            box = raw.FS_RECTF()
            raw.FPDFLink_GetAnnotRect(link, box)
            target = raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link))
            found.append(Link(number, box.left, box.bottom, box.right, box.top, target))
    return found


def text_of_pages(pdf: bytes) -> list[str]:
    """What stands on each page, with one space between words."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(pdf)]


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks with their levels and pages."""
    return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdfium.PdfDocument(pdf).get_toc()]


def tree(pdf: bytes) -> list[tuple[int, str, str]]:
    """The structure as a screen reader meets it: depth, type, alternative text, page by page."""
    return [(depth, kind, alternative) for depth, kind, alternative, _ in _structure(pdf)]


def spoken(pdf: bytes) -> list[str]:
    """What the structure says to read in the place of glyphs that stand in another order."""
    return [said for *_, said in _structure(pdf) if said]


def letters(pdf: bytes, number: int = 0) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each letter of a page with its box: left, bottom, right, top."""
    text = pdfium.PdfDocument(pdf)[number].get_textpage()
    return [(text.get_text_range(place, 1), text.get_charbox(place)) for place in range(text.count_chars())]


def _structure(pdf: bytes) -> list[tuple[int, str, str, str]]:
    document = pdfium.PdfDocument(pdf)
    found: list[tuple[int, str, str, str]] = []

    def said(reader, element) -> str:
        length = reader(element, None, 0)
        buffer = ctypes.create_string_buffer(length)
        reader(element, buffer, length)
        return buffer.raw[:length].decode("utf-16-le").rstrip("\0")

    def walk(element, depth: int) -> None:
        readers = (
            raw.FPDF_StructElement_GetType,
            raw.FPDF_StructElement_GetAltText,
            raw.FPDF_StructElement_GetActualText,
        )
        kind, alternative, instead = (said(reader, element) if reader(element, None, 0) else "" for reader in readers)
        found.append((depth, kind, alternative, instead))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child, depth + 1)

    for page in document:
        root = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(root)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(root, place), 0)
        raw.FPDF_StructTree_Close(root)
    return found
