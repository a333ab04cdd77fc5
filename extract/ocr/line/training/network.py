"""The line reader's network: convolutions down to one row of features, then along the line.

    pictures (N x 1 x height x W) ─▶ log-probabilities (N x W / 4 x signs + 1)

All of it is convolution: a line may be of any length, and int8 runs it well.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import nn

from extract.ocr.line.alphabet import SIGNS

POOLS = ((2, 2), (2, 2), (2, 1), (1, 1))  # rows and columns after each convolution: 8 and 4 in all
REACH = 5  # steps that a layer along the line sees
DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is."""

    height: int = 32  # rows of the picture
    widths: tuple[int, ...] = (24, 48, 96, 128)
    column: int = 192  # features a step
    depth: int = 3  # layers along the line


SHAPES = {"small": Shape(), "full": Shape(height=40, column=224, depth=4)}


class Along(nn.Module):
    """One layer along the line, added to what it was given."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, width, REACH, padding=REACH // 2, bias=False)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + torch.relu(self.norm(self.convolution(x)))


class Network(nn.Module):
    """The network of a shape."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for (before, after), pool in zip(pairwise((1, *shape.widths)), POOLS, strict=True):
            layers += [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
            if pool != (1, 1):
                layers.append(nn.MaxPool2d(pool))
        rows = shape.height // 8
        layers += [nn.Conv2d(shape.widths[-1], shape.column, (rows, 3), padding=(0, 1), bias=False)]
        layers += [nn.BatchNorm2d(shape.column), nn.ReLU()]
        self.front = nn.Sequential(*layers)
        self.line = nn.Sequential(*(Along(shape.column) for _ in range(shape.depth)), nn.Dropout(DROPOUT))
        self.last = nn.Conv1d(shape.column, len(SIGNS) + 1, 1)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        x = self.line(self.front(pictures).squeeze(2))
        return nn.functional.log_softmax(self.last(x).transpose(1, 2), dim=2)


def size(network: nn.Module) -> int:
    """How many weights it has."""
    return sum(weight.numel() for weight in network.parameters())
