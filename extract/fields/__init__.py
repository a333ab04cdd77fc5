"""Fields: a schema interpreted over the layout, each value with its evidence."""

from extract.fields.interpreter import Extraction
from extract.fields.interpreter import interpret as extract

__all__ = ["Extraction", "extract"]
