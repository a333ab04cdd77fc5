"""What all files of one package share: its identifiers, names and times.

Identifiers come from the content (mã hồ sơ and hashes of the data), so that the same documents give the same
package again; archive.yaml may give another OBJID.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from extract.packages.describe import Described
from extract.packages.settings import Settings
from extract.packages.wanted import Kind, Profile, Wanted

NAMESPACE = UUID("6f1d3c1e-5b0a-5a37-9e0c-2f6a7b1c4d05")  # of packages made here
REP = "representations/rep1"


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one package."""

    wanted: Wanted
    settings: Settings
    described: Described
    uuid: UUID

    @property
    def kind(self) -> Kind:
        """Of the package."""
        return self.wanted.kind

    @property
    def is_sample(self) -> bool:
        """Whether it is to be as the sample."""
        return self.wanted.profile is Profile.SAMPLE

    @property
    def fonds(self) -> str:
        """mã phông, "" in a draft without."""
        return self.settings.own.get("fonds", "")

    @property
    def objid(self) -> str:
        """Identifier of the package."""
        if self.described.objid:
            return self.described.objid
        identifier = str(self.uuid).upper()
        if self.kind is Kind.SIP:
            return f"uuid-{identifier}"
        return f"urn:{self.fonds}:uuid:{identifier}" if self.fonds else f"urn:uuid:{identifier}"

    @property
    def folder(self) -> str:
        """Name of the package's folder and of its ZIP."""
        return self.objid.replace(":", "_")

    def id(self, name: str, prefix: str = "uuid") -> str:
        """An xs:ID for one part of the package."""
        return f"{prefix}-{str(uuid5(self.uuid, name)).upper()}"
