"""An address as a QR code, which people in the room open with their telephones."""

import segno

_SHARPEST = 1_200  # letters: beyond, the squares of a code are too small for a telephone


def code(address: str) -> segno.QRCode | None:
    """Return the code of an address; None where it is too long for one."""
    if not address or len(address) > _SHARPEST:
        return None
    return segno.make_qr(address, error="m")
