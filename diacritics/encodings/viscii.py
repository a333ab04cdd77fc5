"""VISCII, Viet-Std Group 1992: one letter a byte, all 134 letters, six of them in control places.

Source: RFC 1456, "Conventions for Encoding the Vietnamese Language", section 3; rows compared with
glibc's VISCII charmap.
"""

from __future__ import annotations

from diacritics.encodings.table import ByteTable, rows_to_letters

_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_ROWS = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"  # 80
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"  # 90
    "Õắằặấầẩậẽẹếềểễệố"  # A0
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"  # B0
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"  # C0
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"  # D0
    "àáâãảăữẫèéêẻìíĩỉ"  # E0
    "đựòóôõỏọụùúũủýợỮ"  # F0
)

VISCII = ByteTable("viscii", {**_CONTROLS, **rows_to_letters(_ROWS)})
