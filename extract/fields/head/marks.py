"""Marks of urgency and secrecy."""

from __future__ import annotations

import re

from diacritics.syllable import same
from extract.fields.context import Answer, Context
from extract.fields.trace import Trace
from extract.form.folding import fold_letters, fold_words, is_capitals
from extract.form.matching import SHORT
from extract.form.stamps import is_mark, labelled_marks
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.language import FieldRule
from schemas.record import Evidence, Review


def read_mark(rule: FieldRule, context: Context) -> Answer:
    """A stamp word that stands alone on its line: HỎA TỐC, MẬT."""
    for lines, certainty, clues in context.places(rule):
        for line in lines:
            for word in vocabulary.marks(rule.vocabulary or ""):
                if _says(line.text, word, rule.vocabulary or ""):
                    evidence = Trace.of((line,)).evidence(certainty, (*clues, Clue.VOCABULARY))
                    return _mark(rule, word, evidence)
    return Answer()


def _says(text: str, word: str, kind: str) -> bool:
    """Whether the mark stands on a line alone, among several ("TỐI MẬT - HỎA TỐC"), or after its label."""
    if (labelled := labelled_marks(text)) is not None:
        return labelled.get(kind) == fold_words(word)
    if is_capitals(text) and _is_word_of(text, word):
        return True
    if not is_mark(text):
        return False
    words, count = re.findall(r"\w+", text), len(word.split())
    return any(_is_word_of(" ".join(words[start : start + count]), word) for start in range(len(words)))


def _is_word_of(text: str, word: str) -> bool:
    """Whether a stamp says the word; a short one must have its marks, since MẬT is MẮT without them."""
    if len(word) <= SHORT:
        return same(re.sub(r"\W", "", text).upper(), word)
    return fold_letters(text) == fold_letters(word)


def _mark(rule: FieldRule, word: str, evidence: Evidence) -> Answer:
    review = []
    if rule.vocabulary == "secrecy":
        review = [Review.of(rule.name, Message.of("state-secret", mark=word), evidence.confidence)]
    return Answer(word, {rule.name: evidence}, tuple(review))
