"""Tasks in sentences: who leads, who helps, what, by when."""

from __future__ import annotations

import pytest

from extract.fields.body.orders import order
from schemas.fields import Task

GIVEN: list[tuple[str, Task]] = [
    (
        "Giao Sở Thủy lợi chủ trì, phối hợp với Sở Tài chính nghiên cứu, tham mưu tu bổ đê, "
        "hoàn thành trước ngày 20/01/2024.",
        Task(
            text="nghiên cứu, tham mưu tu bổ đê, hoàn thành trước ngày 20/01/2024.",
            lead=["Sở Thủy lợi"],
            support=["Sở Tài chính"],
            deadline="trước ngày 20/01/2024",
        ),
    ),
    (
        "UBND tỉnh giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp chặt chẽ với UBND xã Hà An; Công an "
        "tỉnh và các đơn vị liên quan kiểm tra mốc giới.",
        Task(
            text="kiểm tra mốc giới.",
            lead=["Sở Nông nghiệp và Môi trường"],
            support=["UBND xã Hà An", "Công an tỉnh", "các đơn vị liên quan"],
        ),
    ),
    (
        "Phân công Chánh Thanh tra tỉnh chủ trì theo dõi việc tu bổ đê trong thời hạn 30 ngày làm việc.",
        Task(
            text="theo dõi việc tu bổ đê trong thời hạn 30 ngày làm việc.",
            lead=["Chánh Thanh tra tỉnh"],
            deadline="trong thời hạn 30 ngày làm việc",
        ),
    ),
]


@pytest.mark.parametrize(("sentence", "task"), GIVEN)
def test_orders(sentence: str, task: Task) -> None:
    assert order(sentence, stated=False) == task


def test_an_agency_that_leads_is_given_a_task_unless_a_report_tells_of_it() -> None:
    sentence = "UBND xã Hà An chủ trì, phối hợp với Sở Thủy lợi tổ chức cắm mốc đê."
    task = Task(text="tổ chức cắm mốc đê.", lead=["UBND xã Hà An"], support=["Sở Thủy lợi"])
    assert order(sentence, stated=True) == task
    assert order(sentence, stated=False) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Triển khai Nghị quyết 3, UBND tỉnh giao Sở Thủy lợi chủ trì, phối hợp với các xã tu bổ đê.",
        "Giao thông vận tải do nhiều đơn vị chủ trì.",
        "Giao Sở Thủy lợi chủ trì.",
        "Chủ trì, phối hợp với Sở Thủy lợi tổ chức cắm mốc đê.",
    ],
)
def test_no_orders(sentence: str) -> None:
    assert order(sentence, stated=True) is None
