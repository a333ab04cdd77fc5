"""What is no YAML and what is no expression, said in the language of the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.catalogue import Language, speaking
from schemas.layers import SchemaError
from schemas.loader import load
from support.english import english_words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a: b", "rieng.yaml:1: không đúng cú pháp YAML: thừa dấu hai chấm"),
        ("name: rieng\ntitle: 'R", "rieng.yaml:2: không đúng cú pháp YAML: thiếu dấu nháy đóng"),
        ("name: [a, b", "thiếu dấu phẩy hoặc dấu ngoặc đóng"),
        ("name: rieng\n\ttitle: x", "hoặc dòng bắt đầu bằng dấu Tab"),
        ("name: rieng\nfields:\n  - a\n b: c", "thụt lề không khớp"),
        ("name: rieng\ntitle\n", "thiếu dấu hai chấm"),
        ("name: *chung", "không có giá trị nào mang tên"),
        ("name: !!python/x y", "không nhận các thẻ"),
        ("%x", "viết chưa đúng quy tắc"),
    ],
)
def test_a_schema_that_is_no_yaml(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "rieng.yaml").write_text(text, encoding="utf-8")
    with speaking(Language.VI), pytest.raises(SchemaError) as raised:
        load(tmp_path / "rieng.yaml")
    assert told in str(raised.value)
    assert not english_words(str(raised.value).replace(str(tmp_path), ""))


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("(?P<value>a", "thiếu dấu ngoặc đóng ) (ký tự thứ 1)"),
        ("(?P<value>a))", "thừa dấu ngoặc đóng ) (ký tự thứ 13)"),
        ("(?P<value>[a)", "tập ký tự thiếu dấu ]"),
        ("(?P<value>*)", "không có gì để lặp lại"),
        ("(?P<value>\\q)", "không dùng được với ký tự đứng sau"),
        ("(?P<value>a)(?P<value>b)", "hai nhóm trùng tên"),
        ("(?P<value>a)(?P=khac)", "không có nhóm nào mang tên này"),
        ("(?<=a*)(?P<value>b)", "điều kiện nhìn lại"),
        ("(?z)", "viết chưa đúng quy tắc"),
    ],
)
def test_a_pattern_that_is_no_expression(tmp_path: Path, expression: str, told: str) -> None:
    field = f"{{name: place, type: text, patterns: ['{expression}']}}"
    (tmp_path / "rieng.yaml").write_text(f"name: rieng\ntitle: R\nfields:\n  - {field}\n", encoding="utf-8")
    with speaking(Language.VI), pytest.raises(SchemaError) as raised:
        load(tmp_path / "rieng.yaml")
    assert "không phải là biểu thức chính quy" in str(raised.value) and told in str(raised.value)
