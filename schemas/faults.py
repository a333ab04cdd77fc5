"""What makes no sense in a schema whose keys and types are right: told in plain words, all of it at once.

Schema ─▶ faults ─▶ (place, what is wrong), with the nearest right word
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from schemas import vocabulary
from schemas.fields import Fields
from schemas.language import PART, REGIONS, ExtraRule, FieldRule, FieldType, Schema

Place = tuple[str | int, ...]  # keys and positions from the top of the file: ("fields", 3, "anchors")
Fault = tuple[Place, str]

PARTS_OF = {FieldType.CODE: ("number", "notation", "code"), FieldType.ORGAN: ("parent", "issuer")}
VOCABULARIES = ("urgency", "secrecy")
EXTRA = "extra"
CONTRACT = tuple(name for name in Fields.model_fields if name != EXTRA)
OWN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEXTS = (
    FieldType.TEXT,
    FieldType.CODE,
    FieldType.DATE,
    FieldType.MARK,
    FieldType.TITLE,
    FieldType.ORGAN,
)
_LISTS = (FieldType.LIST, FieldType.PARAGRAPHS)
_ONE = (
    FieldType.TEXT,
    FieldType.CODE,
    FieldType.DATE,
    FieldType.NUMBER,
    FieldType.MONEY,
    FieldType.PERSON,
    FieldType.PARTY,
)
OWN_TYPES = (*_ONE, *_LISTS, FieldType.TABLE)
_SHORT = (FieldType.CODE, FieldType.TITLE, FieldType.TEXT)
# Which types a key means something for: what a reader does not look at would only seem to be said.
KEYS: dict[str, tuple[FieldType, ...]] = {
    "part": tuple(PARTS_OF),
    "vocabulary": (FieldType.MARK,),
    "regions": (
        *_SHORT,
        FieldType.DATE,
        FieldType.MARK,
        *_LISTS,
        FieldType.PERSON,
        FieldType.CITATIONS,
        FieldType.INCOMING,
    ),
    "anchors": (*_SHORT, *_LISTS),
    "stops": _LISTS,
    "patterns": (FieldType.TEXT,),
}
OWN_KEYS: dict[str, tuple[FieldType, ...]] = {
    "part": (),
    "vocabulary": (),
    "regions": (*_ONE, *_LISTS),
    "anchors": (*_ONE, *_LISTS),
    "stops": (*_ONE, *_LISTS),
    "patterns": _ONE,
    "section": (*_ONE, *_LISTS),
    "columns": (FieldType.TABLE,),
    "many": _ONE,
    "normalise": (FieldType.TEXT,),
}
CHECKS: dict[str, tuple[FieldType, ...]] = {
    "matches": _TEXTS,
    "min": (FieldType.NUMBER, FieldType.MONEY),
    "max": (FieldType.NUMBER, FieldType.MONEY),
    "at_least": (*_ONE, *_LISTS, FieldType.TABLE),
    "not_before": (FieldType.DATE,),
    "not_after": (FieldType.DATE,),
}


def faults(schema: Schema) -> Iterator[Fault]:
    """Every fault, in the order of the file."""
    yield from _recognise(schema)
    yield from _parts(schema)
    for section, rules in (("fields", schema.fields), (EXTRA, schema.extra)):
        seen: set[str] = set()
        for index, rule in enumerate(rules):
            place = (section, index)
            if rule.name in seen:
                yield (*place, "name"), f'the field "{rule.name}" is declared twice'
            seen.add(rule.name)
            yield from _named(place, rule)
            yield from _ruled(place, rule)
            yield from _patterns(place, rule, schema)
            yield from _checks(place, rule, schema)


def suggestion(given: str, known: Iterable[str]) -> str:
    """The nearest right word, or all of them where they are few."""
    choices = list(known)
    near = get_close_matches(given, choices, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    return f"; known are {', '.join(choices)}" if 0 < len(choices) <= 20 else ""


def _recognise(schema: Schema) -> Iterator[Fault]:
    known = sorted({kind.name for kind in vocabulary.document_types()})
    for key in ("types", "codes"):
        for index, given in enumerate(getattr(schema.recognise, key, ())):
            place = ("recognise", key, index)
            if key == "codes":
                yield from _pattern(place, given, schema)
            elif given not in known:
                yield place, f'"{given}" is no type of document{suggestion(given, known)}'


def _parts(schema: Schema) -> Iterator[Fault]:
    for name, part in schema.parts.items():
        inner = [found for found in PART.findall(part) if found in schema.parts]
        if PART.search(schema.expand(part)) and len(inner) == len(PART.findall(part)):
            yield ("parts", name), f'the part "{name}" holds itself, or a part that does'
        else:
            yield from _pattern(("parts", name), part, schema)


def unknown_name(name: str) -> str | None:
    """What to say of a name under "fields" that is no field of the record."""
    if name in CONTRACT:
        return None
    return f'"{name}" is no field of the record{suggestion(name, CONTRACT)} (your own go under "extra")'


def _named(place: Place, rule: FieldRule) -> Iterator[Fault]:
    if place[0] == EXTRA:
        if rule.name in CONTRACT:
            yield (*place, "name"), f'"{rule.name}" is a field of every record: it belongs under "fields"'
        elif not OWN_NAME.fullmatch(rule.name):
            yield (*place, "name"), f'"{rule.name}" is no name: small letters a-z, digits and _'
        yield from _type(place, rule, OWN_TYPES, "a field of your own")
    elif unknown := unknown_name(rule.name):
        yield (*place, "name"), unknown
    else:
        yield from _type(place, rule, _types_of(rule.name), f'"{rule.name}"')


def _type(place: Place, rule: FieldRule, fitting: tuple[FieldType, ...], whose: str) -> Iterator[Fault]:
    if rule.type not in fitting:
        yield (*place, "type"), f"{whose} cannot be of type {rule.type}; it may be {', '.join(fitting)}"


def _types_of(name: str) -> tuple[FieldType, ...]:
    """The types whose values a field of the contract can hold."""
    if name == "signer":
        return (FieldType.PERSON,)
    default = Fields.model_fields[name].annotation
    if default == list[str]:
        return _LISTS
    return _TEXTS if default == str | None else (FieldType(name),)


def _ruled(place: Place, rule: FieldRule) -> Iterator[Fault]:
    """Regions and vocabularies that there are; keys that mean something for the type; keys it needs."""
    for index, region in enumerate(rule.regions):
        if region not in REGIONS:
            yield (
                (*place, "regions", index),
                f'"{region}" is no region of a page{suggestion(region, REGIONS)}',
            )
    own = isinstance(rule, ExtraRule)
    for key, types in (OWN_KEYS if own else KEYS).items():
        if key in rule.model_fields_set and rule.type not in types:
            yield (*place, key), f"means nothing for type {rule.type}{_only(types)}"
    parts = () if own else PARTS_OF.get(rule.type, ())
    if parts and rule.part not in parts:
        yield (
            (*place, "part"),
            f'a field of type {rule.type} needs "part": one of {", ".join(parts)}',
        )
    if rule.type is FieldType.MARK and rule.vocabulary not in VOCABULARIES:
        yield (
            (*place, "vocabulary"),
            f'a field of type mark needs "vocabulary": one of {", ".join(VOCABULARIES)}',
        )
    yield from _known_by(place, rule)


def _only(types: tuple[FieldType, ...]) -> str:
    return f"; it is for {', '.join(types)}" if types else " of your own"


def _known_by(place: Place, rule: FieldRule) -> Iterator[Fault]:
    """A field must be known by something."""
    own = isinstance(rule, ExtraRule)
    if isinstance(rule, ExtraRule) and rule.type is FieldType.TABLE:
        if not rule.columns:
            yield (*place, "columns"), 'a field of type table needs "columns": how they are headed'
    elif rule.type in _LISTS:
        if not rule.anchors and not (isinstance(rule, ExtraRule) and rule.section):
            yield (
                (*place, "anchors"),
                f'a field of type {rule.type} needs "anchors": the words it begins with',
            )
    elif (own or rule.type is FieldType.TEXT) and not (rule.anchors or rule.patterns):
        yield (*place, "anchors"), f'a field of type {rule.type} needs "anchors" or "patterns"'


def _patterns(place: Place, rule: FieldRule, schema: Schema) -> Iterator[Fault]:
    for index, pattern in enumerate(rule.patterns):
        here = (*place, "patterns", index)
        found = list(_pattern(here, pattern, schema))
        yield from found
        if not found and "value" not in re.compile(schema.expand(pattern)).groupindex:
            yield here, f'pattern of "{rule.name}" has no (?P<value>...): nothing would be taken'


def _pattern(place: Place, pattern: str, schema: Schema) -> Iterator[Fault]:
    unknown = [part for part in PART.findall(pattern) if part not in schema.parts]
    for part in unknown:
        yield place, f'no part "{part}"{suggestion(part, schema.parts)}'
    if not unknown:
        try:
            re.compile(schema.expand(pattern))
        except re.error as error:
            yield place, f"is no regular expression: {error}"


def _checks(place: Place, rule: FieldRule, schema: Schema) -> Iterator[Fault]:
    dates = [r.name for r in (*schema.fields, *schema.extra) if r.type is FieldType.DATE]
    for key in sorted(rule.checks.model_fields_set):
        here, argument = (*place, "checks", key), getattr(rule.checks, key)
        if rule.type not in CHECKS[key]:
            yield here, f"means nothing for type {rule.type}; it is for {', '.join(CHECKS[key])}"
        elif key == "matches":
            yield from _pattern(here, argument, schema)
        elif key in ("not_before", "not_after") and argument not in dates:
            yield here, f'"{argument}" is no date of this schema{suggestion(argument, dates)}'
    if {"min", "max"} <= rule.checks.model_fields_set and (rule.checks.min or 0) > (rule.checks.max or 0):
        yield (*place, "checks", "min"), "is larger than max: no value would be right"
