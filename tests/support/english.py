"""Whether words are English: none may reach a person whose run speaks Vietnamese."""

from __future__ import annotations

import re

# No word of this list is one of Vietnamese without its marks ("to", "in", "do", "an", "no" are).
WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    the is are was were be been has have had not of with and or for from by its it this that these
    those there which what when where why how only again could should would cannot can't please see
    more less than into file files folder folders directory page pages document documents record
    records words error errors usage options arguments commands option argument command value values
    invalid missing required default failed found done written wrote opened unknown damaged broken
    seconds minutes hours days already nothing something all any each other another one two many
    some like such as at if
    """,
    )
)
# What stands in a sentence and is no part of it: commands, options, paths and names of files, variables.
ASIDE = re.compile(r"`[^`]*`|--[\w-]+|<[^>]*>|\S*[/\\]\S*|\S+\.\w{2,}|\b[A-Z]+_[A-Z_]+\b|'[^']*'")
TOKEN = re.compile(r"\w[\w'-]*")


def english_words(text: str) -> set[str]:
    """The English words of a text."""
    return {word for word in TOKEN.findall(ASIDE.sub(" ", text).lower()) if word in WORDS}
