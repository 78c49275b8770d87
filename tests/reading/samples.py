"""Small sources, made on the fly."""

from __future__ import annotations

import zipfile
from hashlib import md5
from pathlib import Path

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_DOCUMENT_ID = bytes(range(16))


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


class _Lock:
    """The standard security handler of PDF 1.4 (revision 2, 40 bits), just enough to lock a document."""

    def __init__(self, password: str) -> None:
        padded = (password.encode() + _PADDING)[:32]
        self.owner = _rc4(md5(padded).digest()[:5], padded)
        permissions = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
        self.key = md5(padded + self.owner + permissions + _DOCUMENT_ID).digest()[:5]
        self.user = _rc4(self.key, _PADDING)

    def stream(self, number: int, data: bytes) -> bytes:
        return _rc4(md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)

    @property
    def dictionary(self) -> str:
        strings = f"/O <{self.owner.hex()}> /U <{self.user.hex()}>"
        return f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 {strings} >>"


def pdf_bytes(pages: list[str], *, password: str | None = None) -> bytes:
    """A PDF with one line of text on each page; an empty string makes a page without text. With a password
    (an empty one too) it is encrypted."""
    lock = None if password is None else _Lock(password)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages:
        content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        stream = content.encode() if lock is None else lock.stream(number + 1, content.encode())
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream.decode('latin-1')}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    locked = f"/Encrypt {lock.dictionary} /ID [<{_DOCUMENT_ID.hex()}> <{_DOCUMENT_ID.hex()}>]" if lock else ""
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {locked} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    """A zip archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
