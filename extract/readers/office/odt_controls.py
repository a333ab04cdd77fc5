"""Form controls of an .odt file: what their fields show where they stand.

office:forms ─ controls_of ─▶ text by the number that draw:control refers to

Source: OpenDocument 1.3, part 3, 13.
"""

from __future__ import annotations

from typing import Any

_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BOXES = (_FORM + "checkbox", _FORM + "radio")
_TICKED, _EMPTY = "☒", "☐"


def controls_of(root: Any) -> dict[str, str]:
    """What each control of a document shows."""
    return {
        control.get(key): _shown(control)
        for forms in root.iter(_OFFICE + "forms")
        for control in forms.iter()
        if isinstance(control.tag, str)
        for key in (_FORM + "id", _XML_ID)
        if control.get(key)
    }


def _shown(control: Any) -> str:
    if control.tag in _BOXES:
        state = control.get(_FORM + "current-state") or control.get(_FORM + "state")
        is_on = state == "checked" or control.get(_FORM + "current-selected") == "true"
        return f"{_TICKED if is_on else _EMPTY} {control.get(_FORM + 'label', '')}".strip()
    value = control.get(_FORM + "current-value") or control.get(_FORM + "value") or ""
    chosen = [
        option.get(_FORM + "label", "")
        for option in control.iter(_FORM + "option")
        if option.get(_FORM + "current-selected") == "true"
    ]
    return value or ", ".join(chosen)
