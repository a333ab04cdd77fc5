"""What several tests need: documents made to order, batches, the program."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
SAMPLES = ROOT / "samples"
EXPECTED = TESTS / "golden" / "expected"
