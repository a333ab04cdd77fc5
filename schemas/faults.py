"""What makes no sense in a schema whose keys and types are right: all of it at once, in the run's language.

Schema ─▶ faults ─▶ (place, what is wrong), with the nearest right word
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from schemas import vocabulary
from schemas.catalogue import say
from schemas.fields import Fields
from schemas.language import PART, REGIONS, ExtraRule, FieldRule, FieldType, Schema
from schemas.syntax import expression_fault

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
        FieldType.SIGNERS,
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
                yield (*place, "name"), say("schema-twice", name=rule.name)
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
        return say("near-one", near=near[0])
    return say("near-all", near=", ".join(choices)) if 0 < len(choices) <= 20 else ""


def _recognise(schema: Schema) -> Iterator[Fault]:
    known = sorted({kind.name for kind in vocabulary.document_types()})
    for key in ("types", "codes"):
        for index, given in enumerate(getattr(schema.recognise, key, ())):
            place = ("recognise", key, index)
            if key == "codes":
                yield from _pattern(place, given, schema)
            elif given not in known:
                yield place, say("schema-no-document-type", given=given, near=suggestion(given, known))


def _parts(schema: Schema) -> Iterator[Fault]:
    for name, part in schema.parts.items():
        inner = [found for found in PART.findall(part) if found in schema.parts]
        if PART.search(schema.expand(part)) and len(inner) == len(PART.findall(part)):
            yield ("parts", name), say("schema-part-holds-itself", name=name)
        else:
            yield from _pattern(("parts", name), part, schema)


def unknown_name(name: str) -> str | None:
    """What to say of a name under "fields" that is no field of the record."""
    if name in CONTRACT:
        return None
    return say("schema-no-field", name=name, near=suggestion(name, CONTRACT))


def _named(place: Place, rule: FieldRule) -> Iterator[Fault]:
    if place[0] == EXTRA:
        if rule.name in CONTRACT:
            yield (*place, "name"), say("schema-field-of-record", name=rule.name)
        elif not OWN_NAME.fullmatch(rule.name):
            yield (*place, "name"), say("schema-no-name", name=rule.name)
        yield from _type(place, rule, OWN_TYPES, "schema-own-field-type")
    elif unknown := unknown_name(rule.name):
        yield (*place, "name"), unknown
    else:
        yield from _type(place, rule, _types_of(rule.name), "schema-field-type")


def _type(place: Place, rule: FieldRule, fitting: tuple[FieldType, ...], code: str) -> Iterator[Fault]:
    if rule.type not in fitting:
        yield (*place, "type"), say(code, name=rule.name, type=rule.type, types=", ".join(fitting))


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
            near = suggestion(region, REGIONS)
            yield (*place, "regions", index), say("schema-no-region", given=region, near=near)
    own = isinstance(rule, ExtraRule)
    for key, types in (OWN_KEYS if own else KEYS).items():
        if key in rule.model_fields_set and rule.type not in types:
            yield (*place, key), _meaningless(rule.type, types)
    parts = () if own else PARTS_OF.get(rule.type, ())
    if parts and rule.part not in parts:
        yield (*place, "part"), say("schema-needs-part", type=rule.type, choices=", ".join(parts))
    if rule.type is FieldType.MARK and rule.vocabulary not in VOCABULARIES:
        choices = ", ".join(VOCABULARIES)
        yield (*place, "vocabulary"), say("schema-needs-vocabulary", choices=choices)
    yield from _known_by(place, rule)


def _meaningless(type: FieldType, types: tuple[FieldType, ...]) -> str:
    """A key that means nothing for a type, but for `types`; with none, of a field of one's own."""
    if not types:
        return say("schema-key-of-own", type=type)
    return say("schema-key-not-for-type", type=type, types=", ".join(types))


def _known_by(place: Place, rule: FieldRule) -> Iterator[Fault]:
    """A field must be known by something."""
    own = isinstance(rule, ExtraRule)
    if isinstance(rule, ExtraRule) and rule.type is FieldType.TABLE:
        if not rule.columns:
            yield (*place, "columns"), say("schema-needs-columns")
    elif rule.type in _LISTS:
        if not rule.anchors and not (isinstance(rule, ExtraRule) and rule.section):
            yield (*place, "anchors"), say("schema-needs-anchors", type=rule.type)
    elif (own or rule.type is FieldType.TEXT) and not (rule.anchors or rule.patterns):
        yield (*place, "anchors"), say("schema-needs-anchors-or-patterns", type=rule.type)


def _patterns(place: Place, rule: FieldRule, schema: Schema) -> Iterator[Fault]:
    for index, pattern in enumerate(rule.patterns):
        here = (*place, "patterns", index)
        found = list(_pattern(here, pattern, schema))
        yield from found
        if not found and "value" not in re.compile(schema.expand(pattern)).groupindex:
            yield here, say("schema-pattern-without-value", name=rule.name)


def _pattern(place: Place, pattern: str, schema: Schema) -> Iterator[Fault]:
    unknown = [part for part in PART.findall(pattern) if part not in schema.parts]
    for part in unknown:
        yield place, say("schema-no-part", given=part, near=suggestion(part, schema.parts))
    if not unknown:
        try:
            re.compile(schema.expand(pattern))
        except re.error as error:
            at = (error.pos or 0) + 1
            yield place, say("schema-no-expression", fault=expression_fault(error), position=at)


def _checks(place: Place, rule: FieldRule, schema: Schema) -> Iterator[Fault]:
    dates = [r.name for r in (*schema.fields, *schema.extra) if r.type is FieldType.DATE]
    for key in sorted(rule.checks.model_fields_set):
        here, argument = (*place, "checks", key), getattr(rule.checks, key)
        if rule.type not in CHECKS[key]:
            yield here, _meaningless(rule.type, CHECKS[key])
        elif key == "matches":
            yield from _pattern(here, argument, schema)
        elif key in ("not_before", "not_after") and argument not in dates:
            yield here, say("schema-no-date", given=argument, near=suggestion(argument, dates))
    if {"min", "max"} <= rule.checks.model_fields_set and (rule.checks.min or 0) > (rule.checks.max or 0):
        yield (*place, "checks", "min"), say("schema-min-above-max")
