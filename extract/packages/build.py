"""A package put together, in the order in which one file names the hashes of others.

Described ─▶ data, EAD_doc, PREMIS_rep1, rep1/METS, EAD, PREMIS, schemas, METS ─▶ Package
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid5

from extract.core.options import Also
from extract.core.source import beside
from extract.packages import searchable_copy
from extract.packages.describe import Described, DescribedDocument
from extract.packages.ead import ead
from extract.packages.items import Item
from extract.packages.mets import Parts, representation_mets, root_mets
from extract.packages.plan import NAMESPACE, REP, Plan
from extract.packages.premis import premis, premis_rep1
from extract.packages.schema_files import schema_files
from extract.packages.settings import Settings
from extract.packages.wanted import Kind, Wanted
from extract.review.overlay import corrected

DESCRIPTIVE, PRESERVATION = "metadata/descriptive", "metadata/preservation"


@dataclass(frozen=True, slots=True)
class Package:
    """A package before it is packed: its folder, and all files of it by path."""

    plan: Plan
    items: tuple[Item, ...]


def build(described: Described, wanted: Wanted, settings: Settings, out: Path) -> Package:
    """Raises OSError when a file of a document cannot be read any more, OutputError, NotInstalled."""
    packed = [one for one in described.documents if one.data]
    data = [_data(one, out) for one in packed]
    named = "\n".join(
        [wanted.kind, described.code or described.dossier.folder, *(item.sha256 for item in data)]
    )
    plan = Plan(wanted, settings, described, uuid5(NAMESPACE, named))
    described_by = [_ead_doc(one, plan) for one in packed]
    inner = _inner(
        plan,
        data,
        described_by,
        {item.path: one.document.path for item, one in zip(data, packed, strict=True)},
    )
    schemas = [Item.of(f"schemas/{name}", text) for name, text in schema_files(wanted).items()]
    documentation = [_record(one, out) for one in packed] if wanted.records else []
    own = Item.of(f"{DESCRIPTIVE}/EAD.xml", ead(described.values))
    kept = Item.of(f"{PRESERVATION}/PREMIS.xml", premis(plan)) if plan.kind is Kind.AIP else None
    groups = {"Schemas": schemas, "Representations/rep1": inner[-1:]}
    if documentation:
        groups["Documentation"] = documentation
    top = Item.of("METS.xml", root_mets(plan, Parts([own], kept, groups)))
    rest = (kept,) if kept else ()
    return Package(plan, (top, own, *rest, *inner, *schemas, *documentation))


def _inner(
    plan: Plan, data: Sequence[Item], described_by: Sequence[Item], names: dict[str, str]
) -> list[Item]:
    """The files of rep1, its METS last."""
    kept = None
    if plan.kind is Kind.AIP:
        kept = Item.of(f"{REP}/{PRESERVATION}/PREMIS_rep1.xml", premis_rep1(plan, data, names))
    groups = {"Data": data} if data else {}
    mets = Item.of(f"{REP}/METS.xml", representation_mets(plan, Parts(described_by, kept, groups)))
    return [*data, *described_by, *([kept] if kept else []), mets]


def _data(one: DescribedDocument, out: Path) -> Item:
    assert one.data is not None
    name, key = f"{REP}/data/{one.identifier}{one.data.suffix.lower()}", one.document.key
    if one.data == out / beside(key, Also.PDF.suffix) and (left := corrected(out, key)):
        return Item.of(name, searchable_copy.described(one.data, left["fields"]))
    return Item.of(name, one.data)


def _ead_doc(one: DescribedDocument, plan: Plan) -> Item:
    name = f"EAD_{'DOC' if plan.is_sample else 'doc'}_{one.identifier}.xml"
    return Item.of(f"{REP}/{DESCRIPTIVE}/{name}", ead(one.values))


def _record(one: DescribedDocument, out: Path) -> Item:
    """As it is on disk, or with what people said of it."""
    name, key = f"documentation/{one.identifier}.json", one.document.key
    if left := corrected(out, key):
        return Item.of(name, (json.dumps(left, ensure_ascii=False, indent=2) + "\n").encode())
    return Item.of(name, out / key)
