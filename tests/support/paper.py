"""Small pages for the tests: pictures by Pillow, PDFs by reportlab, in a face with Vietnamese letters."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path("/usr/share/fonts/truetype/croscore")
FACES = {"Tinos": "Tinos-Regular.ttf", "Tinos-Bold": "Tinos-Bold.ttf", "Tinos-Italic": "Tinos-Italic.ttf"}

# Invented text in the form of Nghị định 30/2020/NĐ-CP.
BODY = """Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 15,
Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện nhiệm vụ sáu tháng đầu năm
và phương hướng, nhiệm vụ trọng tâm sáu tháng cuối năm như sau:
Tổng số hồ sơ đã tiếp nhận là 1.284, trong đó giải quyết đúng hạn 1.270 hồ sơ,
còn lại 14 hồ sơ đang được xem xét theo quy định của pháp luật hiện hành.
Các đơn vị tiếp tục rà soát thủ tục, rút ngắn thời gian giải quyết cho người dân,
công khai kết quả trên trang thông tin điện tử và báo cáo trước ngày 25 hằng tháng.
Sở Tài chính chủ trì, phối hợp với các đơn vị có liên quan bố trí kinh phí thực hiện,
hướng dẫn việc quản lý, sử dụng và thanh quyết toán theo đúng chế độ.""".splitlines()


def font_path(face: str) -> Path:
    path = FOLDER / FACES[face]
    assert path.exists(), f"{path} is missing: install the package fonts-croscore (./run test does)"
    return path


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(face)), size)


def canvas(target: Path | BytesIO, **options: object) -> Canvas:
    """A reportlab canvas that knows the faces."""
    for face in FACES:
        pdfmetrics.registerFont(TTFont(face, str(font_path(face))))
    return Canvas(str(target) if isinstance(target, Path) else target, **options)


def picture(lines: list[str] = BODY, *, dpi: int = 150, header: bool = False) -> Image.Image:
    """An A5 sheet, landscape when it has no header, with printed lines."""
    scale = dpi / 72
    width, height = (595, 420)
    sheet = Image.new("RGB", (round(width * scale), round(height * scale)), "white")
    draw = ImageDraw.Draw(sheet)
    top = 40.0
    if header:
        left, right = font("Tinos-Bold", round(12 * scale)), font("Tinos-Bold", round(12 * scale))
        for text, middle, face in (
            ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 150, left),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 420, right),
        ):
            draw.text((middle * scale, top * scale), text, "black", face, anchor="ms")
        for text, middle, face in (
            ("VĂN PHÒNG", 150, left),
            ("Độc lập - Tự do - Hạnh phúc", 420, right),
        ):
            draw.text((middle * scale, (top + 16) * scale), text, "black", face, anchor="ms")
        top += 60
    for index, line in enumerate(lines):
        at = (60 * scale, (top + 20 * index) * scale)
        draw.text(at, line, "black", font("Tinos", round(13 * scale)), anchor="ls")
    return sheet


def photo(page: NDArray[np.uint8], corners: object, desk: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A sheet on a desk, its corners at these shares (from top left, clockwise) of a picture as large."""
    high, wide = page.shape[:2]
    sheet = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = (np.array(corners) * (wide, high)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(sheet, seen)
    return np.asarray(cv2.warpPerspective(page, matrix, (wide, high), borderValue=desk), np.uint8)


def array(image: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(image.convert("RGB"))


def raw_pdf(*objects: str) -> bytes:
    """A PDF from its objects, the first being the catalogue; for what reportlab does not write."""
    parts = [b"%PDF-1.7\n"]
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = sum(map(len, parts))
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return b"".join(parts) + f"xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("latin-1")


def stream(content: str, extra: str = "") -> str:
    return f"<< {extra} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"
