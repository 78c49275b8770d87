"""PDFs that are built to cost, turned pages, scans: object by object."""

from __future__ import annotations

import zlib

_IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def stream(content: bytes, entries: str = "") -> bytes:
    """The body of a stream object."""
    head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    data = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def page_pdf(content: bytes, *, page: str = "", resources: str = "", more: list[bytes] | None = None) -> bytes:
    """One page with this content (object 4); `more` objects begin at 5."""
    head = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {page} /Contents 4 0 R "
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"{head}/Resources << {FONT} {resources} >> >>".encode(),
            stream(content),
            *(more or []),
        ]
    )


def nested_forms(depth: int = 9, width: int = 10) -> bytes:
    """A page that draws a form, which draws another ten times, and so on: a billion words."""
    forms = []
    for level in range(depth):
        last = level == depth - 1
        content = b"BT /F1 9 Tf (word) Tj ET" if last else b"/X Do " * width
        inner = FONT if last else f"/XObject << /X {6 + level} 0 R >>"
        forms.append(stream(content, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {inner} >>"))
    return page_pdf(b"/X Do", resources="/XObject << /X 5 0 R >>", more=forms)


def unpacking(megabytes: int = 3000) -> bytes:
    """A page whose content unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)  # the same wherever it stands
    packed = head + block * megabytes + packer.flush()
    objects = page_pdf(b"")
    return objects.replace(stream(b""), stream(packed, "/Filter /FlateDecode"))


def image_page(words: str = "", *, size: tuple[int, int] = (612, 792)) -> bytes:
    """A page that shows an image of this size, and perhaps some words."""
    image = stream(b"\x80", _IMAGE)
    content = f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q BT /F1 9 Tf 72 30 Td ({words}) Tj ET".encode()
    return page_pdf(content, resources="/XObject << /I 5 0 R >>", more=[image])


def turned_page(lines: list[str], rotate: int, text_turned: int = 0) -> bytes:
    """A page with `/Rotate`, whose text is turned on the page."""
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[text_turned]
    content = []
    for number, line in enumerate(lines):
        step = 14 * number
        x, y = {0: (72, 700 - step), 90: (100 + step, 100), 180: (500, 100 + step), 270: (500 - step, 700)}[text_turned]
        content.append(f"BT /F1 12 Tf {matrix} {x} {y} Tm ({line}) Tj ET")
    return page_pdf("\n".join(content).encode(), page=f"/Rotate {rotate}")
