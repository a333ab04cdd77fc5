"""A table row of a Word 97-2003 file, by the definition that ends it.

    sprmTDefTable operand ─ define_row ─▶ edges and merges of the row, given to TableFlow

A definition that is cut off gives a row without edges.
"""

from __future__ import annotations

import struct

from extract.readers.office.table_builder import Merge, TableFlow

_MERGES = ((0x01, 0x02), (0x40, 0x20))  # TC80 flags: first of a merge, continued; across, down


def define_row(flow: TableFlow, definition: bytes) -> None:
    """Edges and merges of a row from its sprmTDefTable operand ([MS-DOC] 2.9.324)."""
    flow.define_row()
    count = definition[0] if definition else 0
    if len(definition) < 1 + 2 * (count + 1):
        return
    left, *edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    flow.define_left(left)
    for number, edge in enumerate(edges):
        at = 1 + 2 * (count + 1) + 20 * number
        flags = int.from_bytes(definition[at : at + 2], "little")
        for way, (first, continued) in zip("hv", _MERGES, strict=True):
            if flags & first:
                flow.define_merge(way, Merge.FIRST)
            elif flags & continued:
                flow.define_merge(way, Merge.CONTINUED)
        flow.define_cell(edge)
