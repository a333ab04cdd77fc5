r"""The control words and signs of RTF that the parser knows, and what each stands for.

Source: Rich Text Format specification 1.9.1.
"""

from __future__ import annotations

import re

from extract.readers.office.table_builder import Merge

TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
# Groups whose text is not the document's. Text boxes and \fldrslt (field results) are read.
# fmt: off
SKIPPED = frozenset((
    "shprslt",  # a shape once more, for programs that know only those of Word 95
    "stylesheet", "colortbl", "info", "themedata",
    "colorschememapping", "datastore", "latentstyles", "filetbl", "listtable", "listoverridetable",
    "rsidtbl", "generator", "xmlnstbl", "ftnsep", "ftnsepc", "annotation", "atnid",
    "atnauthor", "bkmkstart", "bkmkend", "mmathPr", "nonshppict", "revtbl", "xe", "tc", "private",
))
# fmt: on
# Headers that the first page may have; headers of left pages and footers.
FIRST_HEADERS = ("header", "headerf", "headerr")
OTHER_HEADERS = ("headerl", "footer", "footerf", "footerl", "footerr")
READ = frozenset(
    (
        "shptxt",
        "shpinst",
        "shp",
        "shpgrp",
        "fldrslt",
        "pntext",
        "listtext",
        "footnote",
        "cs",
        "shppict",
        "pict",
        "do",
        "dptxbxtext",
        "ud",
        "fldinst",
        "formfield",
        "objdata",
        "ffl",
        "ffdeftext",
        "moMath",
        "moMathPara",
    )
)
BOXES = ("shptxt", "dptxbxtext")  # text boxes of Word 97 and of Word 95
SIGNS = {"~": "\u00a0", "_": "-", "-": "", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
WORDS = {
    "tab": "\t", "line": "\n", "page": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
MERGES = {  # of cells: down or across, and the part of this one
    "clvmgf": ("v", Merge.FIRST),
    "clvmrg": ("v", Merge.CONTINUED),
    "clmgf": ("h", Merge.FIRST),
    "clmrg": ("h", Merge.CONTINUED),
}
