"""The agency in a phrase "của ...", where its name ends and the sentence goes on.

    "của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn ..." ─▶ "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"

A name of an agency has no words that begin a statement; the first of those ends it.
"""

from __future__ import annotations

import re

from extract.fields.matching import fold
from schemas import vocabulary

TOKEN = re.compile(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]")
# Small words that begin what a document says or does, in the spelling of running text.
STATEMENT = frozenset(
    [
        "về",
        "quy",
        "qui",
        "hướng",
        "sửa",
        "bổ",
        "phê",
        "thực",
        "triển",
        "cho",
        "đã",
        "được",
        "có",
        "trong",
        "tại",
        "theo",
        "để",
        "khi",
        "thì",
        "là",
        "kèm",
        "nêu",
        "này",
        "trên",
        "hoặc",
        "nhằm",
        "do",
        "từ",
        "với",
        "bãi",
        "thay",
        "chấp",
        "yêu",
        "gửi",
        "kết",
        "đính",
        "tham",
        "báo",
        "như",
        "đến",
        "nay",
        "còn",
        "cũng",
        "ngày",
        "số",
        "bằng",
        "cùng",
        "mà",
        "nếu",
        "vào",
        "hỗ",
        "xây",
        "tăng",
        "đẩy",
    ]
)
# Words that begin a statement only with the next one: "công bố" does, "Bộ Công an", "giao thông" do not.
STATEMENTS = frozenset(
    {
        *(
            "ban hành",
            "công bố",
            "công nhận",
            "công khai",
            "thông qua",
            "thông báo",
            "điều chỉnh",
            "điều động",
        ),
        *("giao chỉ", "giao nhiệm", "giao quyền", "chi tiết", "chỉ đạo", "đề nghị", "đề xuất", "hiện đại"),
        *("giải quyết", "giải thích", "tổ chức thực", "chủ trì", "phân cấp", "phân công", "quyết định"),
        *("cấp phép", "cấp giấy"),
    }
)
LIMIT = 25  # tokens; the longest agency name in the vocabulary has 14


def issuer_at(text: str, start: int) -> tuple[str, int] | None:
    """The agency named from `start` on, and where its name ends; None when none begins there."""
    tokens = list(TOKEN.finditer(text, start))[:LIMIT]
    if not tokens or not _begins(tokens[0][0]):
        return None
    end = tokens[0].end()
    for index in range(1, len(tokens)):
        if not _belongs(tokens, index, text[start:end]):
            break
        end = tokens[index].end()
    name = text[start:end].rstrip(" ,;–-")
    return (name, start + len(name)) if len(name) > 2 else None


def _begins(token: str) -> bool:
    return token[0].isupper() or token.lower() in ("liên", "ủy", "uỷ")


def _belongs(tokens: list[re.Match[str]], index: int, name: str) -> bool:
    token = tokens[index][0]
    following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    if token in ';:.()“”"':
        return token == "." and fold(tokens[index - 1][0]) in ("tp", "tx")
    if token == ",":
        return _comma_within(tokens, index, name)
    if token == "và":
        return following[:1].isupper() and not _is_document(tokens, index + 1)
    if token in ("-", "–"):
        return following[:1].isupper()
    if token[0].isupper():
        return not _is_document(tokens, index)
    return token not in STATEMENT and f"{token} {following}" not in STATEMENTS


def _comma_within(tokens: list[re.Match[str]], index: int, name: str) -> bool:
    """ "Bộ trưởng, Chủ nhiệm ..." and "Sở Văn hóa, Thể thao và Du lịch" have commas of their own."""
    rest = [t[0] for t in tokens[index + 1 : index + 8]]
    if not rest or _is_document(tokens, index + 1):
        return False
    if name == "Bộ trưởng":
        return rest[0][0].isupper()
    until = next((i for i, t in enumerate(rest) if t in ",;:.()"), len(rest))
    return (
        "và" in rest[:until]
        and rest[rest.index("và") + 1][:1].isupper()
        and any(k in name.split() for k in ("Sở", "Bộ", "Phòng", "Ủy", "Ban"))
    )


def _is_document(tokens: list[re.Match[str]], index: int) -> bool:
    """Whether the name of a document type begins here: "và Nghị định số ..."."""
    here = " ".join(t[0] for t in tokens[index : index + 2])
    return any(
        here.startswith(kind.name) for kind in vocabulary.document_types() if kind.name not in ("Thông báo",)
    )
