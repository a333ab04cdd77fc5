"""How the contract is published: the JSON Schema that other programs check with, and make their types from.

    pydantic models ─ Published ─▶ JSON Schema 2020-12: a definition for each class, list of codes and choice

Generators of code (datamodel-codegen, json2ts, quicktype) name a type by its definition, or by its place
where it has none ("Code2"). So what is not a class is named here, and keys have no titles, of which json2ts
makes a type each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import TupleSchema, WithDefaultSchema

from schemas.catalogue import codes


class Published(GenerateJsonSchema):
    """Every key is there in every record: it needs no default, and its name is title enough."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: only classes, lists of codes and choices have titles."""
        del schema
        return False

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """That of the value."""
        return self.generate_inner(schema["schema"])

    def tuple_schema(self, schema: TupleSchema) -> JsonSchemaValue:
        """Tuples here have items of one kind; of `prefixItems` json2ts makes `unknown`."""
        length = len(schema["items_schema"])
        return {
            "type": "array",
            "items": self.generate_inner(schema["items_schema"][0]),
            "minItems": length,
            "maxItems": length,
        }


@dataclass(frozen=True, slots=True)
class Named:
    """Annotates a type that is to have a definition of its own."""

    name: str
    description: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """As it is, but under its name."""
        core: Any = {**handler(source), "ref": self.name}
        return core  # type: ignore[no-any-return]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The reference to its definition."""
        reference = handler(core)
        definition = handler.resolve_ref_schema(reference)
        definition |= {"title": self.name, "description": self.description, **self.more()}
        return reference

    def more(self) -> JsonSchemaValue:
        """What else its definition says."""
        return {}


@dataclass(frozen=True, slots=True)
class Codes(Named):
    """Annotates a text that is a code: in the JSON Schema the list of them, which later versions make longer.

    The catalogue is read when the JSON Schema is made, and not to start the program.
    """

    families: tuple[str, ...]

    def more(self) -> JsonSchemaValue:
        """The codes of the families, in their order."""
        return {"enum": [code for family in self.families for code in codes(family)]}
