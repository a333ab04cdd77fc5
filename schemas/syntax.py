"""What PyYAML and `re` say of a schema file, in the language of the run.

    error ─▶ yaml_fault · expression_fault ─▶ a code of the family `mistakes`

They speak English, and each of them says in a hundred ways a dozen things: by how their sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

_YAML = {
    "mapping values are not allowed": "yaml-second-colon",
    "could not find expected ':'": "yaml-no-colon",
    "expected ',' or": "yaml-bracket-open",
    "found unexpected end of stream": "yaml-quote-open",
    "found character": "yaml-character",
    "found undefined alias": "yaml-no-anchor",
    "expected <block end>": "yaml-indent",
    "could not determine a constructor": "yaml-no-tag",
}
_EXPRESSION = {
    "missing )": "expression-bracket-open",
    "unterminated character set": "expression-set-open",
    "unbalanced parenthesis": "expression-bracket-closed",
    "nothing to repeat": "expression-repeat",
    "multiple repeat": "expression-repeat",
    "bad escape": "expression-escape",
    "redefinition of group name": "expression-name-twice",
    "unknown group name": "expression-no-name",
    "look-behind requires": "expression-look-behind",
}


def yaml_fault(error: yaml.YAMLError) -> str:
    """The code of what is wrong with the line."""
    return _begun(str(getattr(error, "problem", error)), _YAML, "yaml-unclear")


def expression_fault(error: re.error) -> str:
    """The code of what is wrong with the pattern."""
    return _begun(error.msg, _EXPRESSION, "expression-unclear")


def _begun(said: str, known: Mapping[str, str], otherwise: str) -> str:
    return next((code for begin, code in known.items() if said.startswith(begin)), otherwise)
