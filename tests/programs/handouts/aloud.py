"""Reads a PDF as a screen reader does: along its structure, with the text of each element, and what it leaves out."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw


class Heard(NamedTuple):
    """One element with something of its own to say: its page from 0, its kind, its text or what is said instead."""

    page: int
    kind: str
    text: str


def heard(pdf: bytes) -> list[Heard]:
    """Every element that holds text or stands for something, in the order of reading."""
    found: list[Heard] = []
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        texts, _ = _texts(page)
        root = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(root)):
            found += _walk(raw.FPDF_StructTree_GetChildAtIndex(root, place), texts, number)
        raw.FPDF_StructTree_Close(root)
    return found


def left_out(pdf: bytes) -> list[tuple[int, str]]:
    """Text that no element holds, with its page."""
    return [(number, text) for number, page in enumerate(pdfium.PdfDocument(pdf)) for text in _texts(page)[1]]


def _walk(element, texts: dict[int, str], page: int) -> Iterator[Heard]:
    kind = _said(raw.FPDF_StructElement_GetType, element)
    instead = _said(raw.FPDF_StructElement_GetAltText, element) or _said(raw.FPDF_StructElement_GetActualText, element)
    numbers = [
        raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, place)
        for place in range(max(0, raw.FPDF_StructElement_GetMarkedContentIdCount(element)))
    ]
    # An element of another page has numbers too, which mean nothing here.
    own = " ".join(texts[number] for number in numbers if number in texts)
    if instead or own:
        yield Heard(page, kind, instead or own)
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            yield from _walk(child, texts, page)


def _said(reader, element) -> str:
    length = reader(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    reader(element, buffer, length)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")


def _texts(page) -> tuple[dict[int, str], list[str]]:
    """The text of each piece of marked content by its number, in the order of drawing; and that without a number."""
    textpage = page.get_textpage()
    marked: dict[int, list[str]] = {}
    bare: list[str] = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        length = raw.FPDFTextObj_GetText(item, textpage, None, 0)
        buffer = (ctypes.c_ushort * (length // 2))()
        raw.FPDFTextObj_GetText(item, textpage, buffer, length)
        text = bytes(buffer).decode("utf-16-le").rstrip("\0")
        number = raw.FPDFPageObj_GetMarkedContentID(item)
        if number < 0:
            bare.append(text)
        else:
            marked.setdefault(number, []).append(text)
    return {number: " ".join(" ".join(parts).split()) for number, parts in marked.items()}, bare
