"""VPS, Vietnamese Professionals Society (fonts `VPS ...`): a letter a byte, some capitals in control places.

Source: the charset "x-viet-vps" as Mozilla carried it (intl/uconv/ucvlatin/vps.ut).
"""

from __future__ import annotations

from diacritics.encodings.table import ByteTable, rows_to_letters

_CONTROLS = {
    **rows_to_letters("ẠẬẶẸỆ", first=0x02),
    **rows_to_letters("ỊỌỘỢỤỰ", first=0x10),
    **rows_to_letters("Ỵ__ẪỮ", first=0x19),
}
_ROWS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"  # 80
    "Ế__ỀỂỄỐỒỔỖýỷỵỚỜỞ"  # 90
    "_ắằẳẵặỠớÙờởỡŨỨợỪ"  # A0
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"  # B0
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"  # C0
    "ƯỦồốÔỏơÈừứÚũưÝẺ_"  # D0
    "àáâãảạă_èéêẽìí_ĩ"  # E0
    "ẴĐòóôõ_Ơụùúủ_ỶẼỳ"  # F0
)

VPS = ByteTable("vps", {**_CONTROLS, **rows_to_letters(_ROWS)})
