"""Errors: they say what happened and what to do, in the language of the run, also in another process."""

from __future__ import annotations

import pickle

import pytest

from extract.batch.ledger import AnotherRun
from extract.core.errors import (
    BrokenFile,
    Crashed,
    DocumentError,
    EngineFailed,
    Internal,
    OutputError,
    SetupError,
    SpokenError,
    TooLarge,
    Unsupported,
    advice,
)
from schemas.catalogue import Language, speaking

MADE = [
    (TooLarge("file-too-large", bytes=2048, limit=1000), "Tệp có 2.048 byte; giới hạn là 1.000 byte."),
    (BrokenFile("docx-no-body"), "Tệp .docx không có phần thân văn bản."),
    (BrokenFile(), "Tệp bị hỏng hoặc không đầy đủ."),
    (Unsupported("nested-archive", "unpack-outer"), "Đề nghị giải nén tệp bên ngoài"),
    (Internal.of(ValueError("x {y}")), "Chương trình gặp lỗi: ValueError: x {y}."),
    (
        BrokenFile(
            "no-page-read", notice="page-impossible", page=1, cause="page-size", width=9, height=20_000
        ),
        "Không đọc được trang nào. Không đọc được trang 1: khổ trang ghi trong tệp là 9 x 20.000 điểm.",
    ),
    (
        SetupError("no-scheduler", address="tcp://a:1"),
        "Không có bộ điều phối Dask nào trả lời tại tcp://a:1.",
    ),
    (AnotherRun("another-run", folder="ra"), "Một lượt chạy khác đang ghi vào ra."),
]


@pytest.mark.parametrize(("error", "vietnamese"), MADE, ids=[str(error) for error, _ in MADE])
def test_what_is_said_here_and_in_another_process(error: SpokenError, vietnamese: str) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error) and again.message == error.message
    with speaking(Language.VI):
        assert vietnamese in str(again) and str(again) == str(error)


def test_codes_of_a_document_error() -> None:
    error = TooLarge("file-too-large", bytes=2, limit=1)
    assert (error.code, error.cause, dict(error.message.params)) == (
        "too-large", "file-too-large", {"bytes": 2, "limit": 1},
    )  # fmt: skip
    assert error.next_step(Language.VI).startswith("Nếu tin cậy tệp")
    assert Crashed().cause == "crashed"


def test_what_is_said_of_a_page_that_was_lost() -> None:
    told = EngineFailed("tesseract-failed", error="no sense").about_page("page-not-read", 7)
    assert told.say().startswith("Page 7 was not read: Tesseract failed: no sense Run `sohoa doctor`")
    assert dict(told.params)["cause"] == "tesseract-failed"


def test_the_next_step_of_a_code() -> None:
    assert advice("unsupported") == "Save a copy as PDF, PNG or .docx."
    assert advice("of another version") == ""


@pytest.mark.parametrize("kind", [DocumentError, OutputError])
def test_an_unknown_cause_is_a_fault_of_ours(kind: type[SpokenError]) -> None:
    with pytest.raises(KeyError):
        kind("no such code")
