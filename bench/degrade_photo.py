"""Sheets before a camera: on a desk, askew, curled, in uneven light.

    grey page, severity, random, pixels at 200 dpi ─▶ grey picture as a phone or a stand takes it

Print keeps its size; the picture may grow.
"""

from __future__ import annotations

import cv2
import numpy as np

from bench.degrade_clouds import Grey, Random, clouds


def photographed(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """Taken by a phone: dark table around it, perspective, a mild curl, shadow, soft focus."""
    margin = round(70 * unit)
    desk = cv2.copyMakeBorder(grey, *[margin] * 4, cv2.BORDER_CONSTANT, value=70)
    height, width = desk.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + (random.uniform(-0.012, 0.012, (4, 2)) * severity * width).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    flat = cv2.warpPerspective(desk, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=70)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bend = 5 * severity * unit * np.sin(np.pi * (x / width - 0.2))
    curled = cv2.remap(flat, x, y + bend, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    light = 1 - (0.15 + 0.1 * severity) * clouds((height, width), random)
    soft = cv2.GaussianBlur(curled, (0, 0), (0.5 + 0.25 * severity) * unit)
    return np.asarray(soft * light + random.normal(0, 3, desk.shape), dtype=np.float32)


def on_desk(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """A sheet on a grained desk, taken by a phone from askew: opposite sides differ by 7, 11 or 15 %.

    The picture grows, so that the whole sheet is in it and print keeps its size.
    """
    height, width = grey.shape
    share = (0.07, 0.11, 0.15)[severity - 1] / 2
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * (width, height)
    seen = sheet + inwards * random.uniform(0, 0.2 * share, (4, 2))
    across, down = random.permutation((2 * share, random.uniform(0, share)))
    for corner in random.permutation([[0, 1], [3, 2]])[0]:  # the far side is the shorter one
        seen[corner, 0] += inwards[corner, 0] * across / 2
    for corner in random.permutation([[0, 3], [1, 2]])[0]:
        seen[corner, 1] += inwards[corner, 1] * down / 2
    angle = np.radians(random.uniform(-1, 1) * severity)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    seen = (seen - seen.mean(axis=0)) @ turn
    seen -= seen.min(axis=0)
    seen = (seen + random.uniform(0.03, 0.12, 2) * width).astype(np.float32)
    wide, high = (np.ceil(seen.max(axis=0) + random.uniform(0.03, 0.12, 2) * width)).astype(int).tolist()
    matrix = cv2.getPerspectiveTransform(sheet, seen)
    grain = cv2.GaussianBlur(
        random.normal(0, 60, (high, wide)).astype(np.float32), (0, 0), 12 * unit, sigmaY=unit
    )
    desk = random.uniform(50, 130) + 25 * clouds((high, wide), random) + 2 * grain
    light = 1 - (0.1 + 0.08 * severity) * clouds((high, wide), random)
    paper = cv2.warpPerspective(grey * 0.9, matrix, (wide, high), flags=cv2.INTER_CUBIC)
    there = cv2.warpPerspective(np.ones_like(grey), matrix, (wide, high), flags=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(paper + (1 - there) * desk, (0, 0), (0.4 + 0.2 * severity) * unit)
    return np.asarray(soft * light + random.normal(0, 3, (high, wide)), dtype=np.float32)


def curled(grey: Grey, severity: int, random: Random, unit: float) -> Grey:
    """A sheet that does not lie flat, seen straight from above: its lines are bent."""
    height, width = grey.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    rise = 1 + random.uniform(-0.3, 0.3) * (y / height - 0.5)
    bend = (15 * severity * unit) * rise * np.sin(np.pi * (x / width - random.uniform(0.1, 0.4)))
    return np.asarray(cv2.remap(grey, x, (y + bend).astype(np.float32), cv2.INTER_CUBIC, borderValue=250))
