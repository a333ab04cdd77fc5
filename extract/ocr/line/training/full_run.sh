#!/bin/sh
# The full run of the line reader on a machine with an accelerator, from the root of a checkout:
#
#     sh extract/ocr/line/training/full_run.sh CORPUS FONTS OUT [MINUTES]
#
# CORPUS: folder of SOURCE.txt.xz; FONTS: folder of .ttf and .otf; OUT: folder of checkpoint, log and model.
# Started again with the same OUT it goes on where it was, so MINUTES may be what one command is allowed to take.
set -eu
corpus=$1 fonts=$2 out=$3 minutes=${4:-40}
here=$(dirname "$0")
python -c "import torch, onnx, onnxruntime" 2>/dev/null || python -m pip install -r "$here/requirements.txt"
workers=$(($(nproc) > 2 ? $(nproc) - 2 : 1))
OMP_NUM_THREADS=1 python -m extract.ocr.line.training.train --corpus "$corpus" --fonts "$fonts" --out "$out" \
    --device cuda --shape full --steps 20000 --batch 128 --longest 96 --every 500 \
    --workers "$workers" --minutes "$minutes"
python -m extract.ocr.line.training.export "$out/checkpoint.pt" "$out/line.onnx" --corpus "$corpus" --fonts "$fonts"
tail -n 1 "$out/log.tsv"
