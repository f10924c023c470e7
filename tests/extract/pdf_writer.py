"""A tiny writer of PDFs for the tests: text at places, pictures, and what is wrong with a file on purpose."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
LEFT, RIGHT, TOP, BOTTOM = 72.0, 523.0, 72.0, 770.0
SIZE, PITCH = 11.0, 14.0
# Widths of Helvetica's characters from the blank on, in thousandths of its size (Adobe's font metrics).
_WIDTHS = (
    [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278]
    + [556] * 10 + [278, 278, 584, 584, 584, 556, 1015]
    + [667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667]
    + [944, 667, 667, 611, 278, 278, 278, 469, 556, 333]
    + [556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500]
    + [722, 500, 500, 500]
)  # fmt: skip


def width(text: str, size: float = SIZE) -> float:
    """How wide a text is set, in points."""
    return sum(_WIDTHS[ord(sign) - 32] if 32 <= ord(sign) < 127 else 556 for sign in text) * size / 1000


@dataclass
class Sheet:
    """A page that is written from the top down."""

    size: tuple[float, float] = A4
    content: list[str] = field(default_factory=list)
    y: float = TOP

    def at(self, text: str, x: float, y: float, size: float = SIZE) -> Sheet:
        """A line at a place, counted from the top."""
        quoted = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.content.append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {self.size[1] - y:.2f} Tm ({quoted}) Tj ET")
        return self

    def line(self, text: str, x: float = LEFT, *, pitch: float = PITCH) -> Sheet:
        """The next line."""
        self.y += pitch
        return self.at(text, x, self.y)

    def centred(self, *texts: str) -> Sheet:
        """Headings, one below the other."""
        for text in texts:
            self.line(text, (self.size[0] - width(text)) / 2)
        return self

    def paragraph(self, text: str, x: float = LEFT, *, first: float = 0.0, after: float = 6.0) -> Sheet:
        """A text broken into lines at the right margin; ``first`` moves its first line, negative to the left."""
        left, row = x + first, ""
        for word in text.split(" "):
            if row and left + width(f"{row} {word}") > RIGHT:
                self.line(row, left)
                left, row = x, word
            else:
                row = f"{row} {word}".strip()
        self.line(row, left)
        return self.space(after)

    def space(self, points: float) -> Sheet:
        """Leave room."""
        self.y += points
        return self


def document(sheets: Sequence[Sheet], *, title: str = "", extra: str = "", broken_xref: bool = False) -> bytes:
    """A PDF of these pages. ``extra`` goes into the trailer; ``broken_xref`` leaves a table that points nowhere."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for sheet in sheets:
        packed = "\n".join(sheet.content).encode("cp1252")
        objects.append(f"<< /Length {len(packed)} >>\nstream\n{packed.decode('latin-1')}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    if title:
        objects.append(f"<< /Title ({title}) >>")
        extra += f" /Info {len(objects)} 0 R"
    return assembled(objects, extra, broken_xref=broken_xref)


def assembled(objects: Iterable[str | bytes], extra: str = "", *, broken_xref: bool = False) -> bytes:
    """A file of these objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + (one if isinstance(one, bytes) else one.encode("latin-1")) + b"\nendobj\n"
    start = 7 if broken_xref else len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % (9_999_999 if broken_xref else place)
    root = f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out + root.encode("latin-1"))


def scan(
    pictures: Sequence[tuple[int, int, bytes]], size: tuple[float, float] = A4, over: Sheet | None = None
) -> bytes:
    """Pages that hold nothing but a picture: width, height and a byte of grey per pixel; ``over`` lies on each."""
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for wide, high, grey in pictures:
        packed = zlib.compress(grey)
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray"
            f" /BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        )
        objects.append(head.encode() + packed + b"\nendstream")
        draw = f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im1 Do Q\n" + "\n".join(over.content if over else ())
        objects.append(f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 {len(objects) - 1} 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    return assembled(objects)
