"""A canvas that writes down, beside what is drawn, what it means: the structure that screen readers follow.

ReportLab draws and knows nothing of meaning. Marked content is numbered page by page while it is drawn; on saving the
numbers are hung into a tree. What only decorates is marked as an artifact, which readers leave out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from django.utils.translation import get_language_info
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from programs.handouts.typeface import REGULAR, register

# Bytes as they are, and the same ones for the same paper: no date, no random name, no text round binary streams.
rl_config.useA85 = 0
rl_config.invariant = 1
# A page writes down the keys that ReportLab knows; these two are the way from a page into the tree.
PAGE_KEYS = ("StructParents", "Tabs")
pdfdoc.PDFPage.__NoDefault__ = list(dict.fromkeys((*pdfdoc.PDFPage.__NoDefault__, *PAGE_KEYS)))


class Element:
    """A node of the tree: its standard type, what it holds in reading order, its attributes.

    A text may stand in its place: an *alternative* for a picture, what is *said* where glyphs are in another order.
    """

    def __init__(
        self, kind: str, alternative: str = "", attributes: dict[str, str] | None = None, said: str = ""
    ) -> None:
        self.kind, self.alternative, self.attributes, self.said = kind, alternative, attributes or {}, said
        # Elements, marked content by page and number, and links by their place among all of them.
        self.holds: list[Element | tuple[int, int] | int] = []
        self.reference: Any = None


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A ReportLab canvas; everything is drawn within `element`, `content` or `artifact`."""

    def __init__(self, file: BinaryIO, size: tuple[float, float], *, title: str, subject: str, language: str) -> None:
        register()
        super().__init__(
            file, pagesize=size, lang=language, pageCompression=1, pdfVersion=(1, 7), initialFontName=REGULAR
        )
        self.setTitle(title)
        self.setSubject(subject)
        self.setAuthor("Strideback")
        self.setCreator("Strideback")
        self.setViewerPreference("DisplayDocTitle", "true")
        self._told = described(title, subject, language)
        # Where the language is read from right to left, what stands left stands right.
        self.mirrored: bool = get_language_info(language)["bidi"]
        if self.mirrored:
            self.setViewerPreference("Direction", "R2L")
        self._root = self._here = Element("Document")
        self._on_page: list[Element] = []
        self._pages: list[tuple[Any, list[Element]]] = []
        self._links: list[tuple[Any, Element]] = []

    def across(self, x: float, width: float, offset: float, wide: float) -> float:
        """The left side of what is *wide* points and stands *offset* from where reading begins in *width* from *x*."""
        return x + width - offset - wide if self.mirrored else x + offset

    @contextmanager
    def element(self, kind: str, alternative: str = "", **attributes: str) -> Iterator[None]:
        """A node of the tree round whatever is marked within."""
        node, outer = Element(kind, alternative, attributes), self._here
        outer.holds.append(node)
        self._here = node
        try:
            yield
        finally:
            self._here = outer

    @contextmanager
    def content(self, kind: str, alternative: str = "", *, said: str = "", **attributes: str) -> Iterator[None]:
        """A leaf of the tree: what is drawn within belongs to it."""
        with self.element(kind, alternative, **attributes):
            self._here.said = said
            number = len(self._on_page)
            self._on_page.append(self._here)
            self._here.holds.append((len(self._pages), number))
            self._code.append(f"/{kind} <</MCID {number}>> BDC")
            yield
            self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn within says nothing that is not said elsewhere."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def stamp(self, name: str, packed: bytes, side: float) -> None:
        """Draw what is kept *packed* (strokes in a square of so many points, deflated) here; once in the file."""
        internal = pdfdoc.xObjectName(name)
        if internal not in self._doc.idToObject:
            self._doc.Reference(_Stamp(packed, side), internal)
        if name not in self._formsinuse:
            self._formsinuse.append(name)
        self._code.append(f"/{internal} Do")

    @contextmanager
    def link(self, key: str, box: tuple[float, float, float, float], told: str, *, said: str = "") -> Iterator[None]:
        """What is drawn within leads to the bookmark called *key* when *box* (points of the page) is chosen.

        *told* is where it leads to, *said* what stands there where its glyphs are in another order.
        """
        with self.element("Link"):
            node = self._here
            with self.content("Span", said=said):
                yield
            annotation = pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Annot"),
                    "Subtype": pdfdoc.PDFName("Link"),
                    "Rect": pdfdoc.PDFArray([round(side, 2) for side in box]),
                    "Border": pdfdoc.PDFArray([0, 0, 0]),
                    "Dest": self._bookmarkReference(key),
                    "Contents": pdfdoc.PDFString(told),
                    "F": 4,
                }
            )
            node.holds.append(len(self._links))
            self._links.append((annotation, node))
            self._annotationrefs.append(self._doc.Reference(annotation))

    def showPage(self) -> None:  # noqa: N802
        """End the page, and tie it to its part of the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.StructParents = len(self._pages)
        page.Tabs = pdfdoc.PDFName("S")
        self._pages.append((page, self._on_page))
        self._on_page = []

    def save(self) -> None:
        """Write the file, the tree with it."""
        if self._code:
            self.showPage()
        document = self._doc
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        reference = document.Reference(root, "StructTreeRoot")
        root["K"] = pdfdoc.PDFArray([self._written(self._root, reference)])
        numbers: list[Any] = []
        for place, (_, elements) in enumerate(self._pages):
            numbers += [place, document.Reference(pdfdoc.PDFArray([element.reference for element in elements]))]
        for place, (annotation, element) in enumerate(self._links, len(self._pages)):
            annotation["StructParent"] = place
            numbers += [place, element.reference]
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(self._pages) + len(self._links)
        document.Catalog.StructTreeRoot = reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        document.Catalog.Metadata = document.Reference(_Metadata(self._told))
        super().save()

    def _written(self, element: Element, parent: Any) -> Any:
        """*element* and all it holds as objects of the file."""
        element.reference = self._doc.Reference(node := _Node(element, parent))
        for part in element.holds:
            if isinstance(part, Element):
                node.kids.append(self._written(part, element.reference))
            elif isinstance(part, int):
                link = {"Type": pdfdoc.PDFName("OBJR"), "Obj": self._doc.Reference(self._links[part][0])}
                node.kids.append(pdfdoc.PDFDictionary(link))
            else:
                page, number = part
                node.kids.append((self._doc.Reference(self._pages[page][0]), number))
        return element.reference


def described(title: str, subject: str, language: str) -> bytes:
    """Title, subject and language as programs that sort files read them: XMP, in the words of Dublin Core."""
    name, about = (
        f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>' for text in (title, subject)
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:format>application/pdf</dc:format><dc:title>{name}</dc:title><dc:description>{about}</dc:description>"
        "<dc:creator><rdf:Seq><rdf:li>Strideback</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


class _Metadata(pdfdoc.PDFObject):  # type: ignore[misc]
    """What the file says of itself, not packed, so that programs which know no PDF find it."""

    __RefOnly__ = 1

    def __init__(self, told: bytes) -> None:
        self._told = told

    def format(self, document: Any) -> bytes:
        """The object's own bytes."""
        head = f"<</Type /Metadata /Subtype /XML /Length {len(self._told)}>>"
        return head.encode("latin-1") + b"\nstream\n" + self._told + b"\nendstream"


class _Stamp(pdfdoc.PDFObject):  # type: ignore[misc]
    """A drawing of its own in the file, packed long ago."""

    __RefOnly__ = 1

    def __init__(self, packed: bytes, side: float) -> None:
        self._packed, self._side = packed, side

    def format(self, document: Any) -> bytes:
        """The object's own bytes."""
        told = (
            f"<</Type /XObject /Subtype /Form /BBox [0 0 {self._side:g} {self._side:g}] /Resources <<>>"
            f" /Filter /FlateDecode /Length {len(self._packed)}>>"
        )
        return told.encode("latin-1") + b"\nstream\n" + self._packed + b"\nendstream"


class _Node(pdfdoc.PDFObject):  # type: ignore[misc]
    """A structure element as an object of the file: hundreds of them a paper, so they are written in one go."""

    __RefOnly__ = 1

    def __init__(self, element: Element, parent: Any) -> None:
        self._element, self._parent = element, parent
        self.kids: list[Any] = []

    def format(self, document: Any) -> bytes:
        """The object's own bytes. An element with one piece of content says so the short way."""
        told = f"<</S /{self._element.kind} /P {_at(self._parent, document)}"
        if self._element.alternative:
            told += f" /Alt {_plain(pdfdoc.PDFString(self._element.alternative).format(document))}"
        if self._element.said:
            told += f" /ActualText {_plain(pdfdoc.PDFString(self._element.said).format(document))}"
        if self._element.attributes:
            named = " ".join(f"/{name} /{value}" for name, value in self._element.attributes.items())
            told += f" /A <</O /Table {named}>>"
        if len(self.kids) == 1 and isinstance(self.kids[0], tuple):
            page, number = self.kids[0]
            return f"{told} /Pg {_at(page, document)} /K {number}>>".encode("latin-1")
        held = (
            f"<</Type /MCR /Pg {_at(kid[0], document)} /MCID {kid[1]}>>"
            if isinstance(kid, tuple)
            else _at(kid, document)
            for kid in self.kids
        )
        return f"{told} /K [{' '.join(held)}]>>".encode("latin-1")


def _at(reference: Any, document: Any) -> str:
    return _plain(reference.format(document))


def _plain(told: bytes | str) -> str:
    return told if isinstance(told, str) else told.decode("latin-1")
