"""The files of a schema as plain values that know their lines, each laid over the one that it extends.

NAME or FILE ─▶ YAML ─▶ Held(values, places) ─ laid over what it extends ─▶ Held
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schemas.catalogue import say
from schemas.catalogue.system import why
from schemas.faults import Place, suggestion
from schemas.syntax import yaml_fault
from schemas.yaml_loader import SafeLoader

FOLDER = Path(__file__).parent
NOT_HANDED_ON = ("name", "title", "description", "extends", "recognise")
LAID_OVER = ("fields", "extra")  # lists whose items are told apart by their names


class SchemaError(ValueError):
    """A schema that cannot be used; `problems` are lines "file:line: key: what is wrong"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Held:
    """The values of a schema, where each key or item stands, and the files it was made of."""

    data: Any
    places: dict[Place, tuple[Path, int]]
    files: tuple[Path, ...]

    def where(self, place: Place) -> str:
        """ "file:line" of a key, or of the nearest thing that holds it."""
        held = (self.places[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self.places)
        path, line = next(held, (self.files[0], 1))
        return f"{path}:{line}"

    def problem(self, place: Place, message: str) -> str:
        """One line of SchemaError."""
        section, *rest = place or ("schema",)
        if section in LAID_OVER and rest:  # a field is told by its name, not by its position
            items = self.data[section]
            index = rest[0]
            item = items[index] if isinstance(items, list) and isinstance(index, int) else items
            rest[0] = name_of(item) or index
        key = ".".join(str(part) for part in (section, *rest))
        return f"{self.where(place)}: {key}: {message}"


def names() -> tuple[str, ...]:
    """The schemas that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def find(name_or_path: str | Path, beside: Path = Path()) -> Path:
    """The file of a built-in schema, or the file given, which may lie in the folder `beside`.

    Raises SchemaError when there is none.
    """
    given = Path(name_or_path)
    if str(given) in names():
        return FOLDER / f"{given}.yaml"
    if (beside / given).is_file():
        return beside / given
    if given.suffix in (".yaml", ".yml"):
        raise SchemaError([f"{beside / given}: {say('schema-no-file')}"])
    raise SchemaError([say("schema-unknown", given=given, near=suggestion(str(given), names()))])


def whole(path: Path, extended_by: tuple[Path, ...] = ()) -> Held:
    """A file laid over the one that it extends, over the one that this extends, and so on."""
    own = _read(path)
    base = own.data.get("extends") if isinstance(own.data, dict) else None
    if not isinstance(base, str):
        return own
    chain = (*extended_by, path.resolve())
    try:
        found = find(base, path.parent)
    except SchemaError as error:
        raise SchemaError([own.problem(("extends",), str(error))]) from None
    if found.resolve() in chain:
        circle = " ─▶ ".join(p.name for p in (*chain, found))
        raise SchemaError([own.problem(("extends",), say("schema-circle", files=circle))])
    return _laid_over(whole(found, chain), own)


def _laid_over(base: Held, own: Held) -> Held:
    """What `own` says, and what `base` says of the rest, but for what is the file's own."""
    if not isinstance(base.data, dict):
        return base
    data = {key: value for key, value in base.data.items() if key not in NOT_HANDED_ON} | own.data
    layered = [key for key in LAID_OVER if isinstance(own.data.get(key, []), list)]
    places = {
        p: at for p, at in base.places.items() if p and p[0] not in (*own.data, *layered, *NOT_HANDED_ON)
    }
    places |= {p: at for p, at in own.places.items() if not p or p[0] not in layered}
    if isinstance(base.data.get("parts"), dict) and isinstance(own.data.get("parts"), dict):
        data["parts"] = base.data["parts"] | own.data["parts"]
        places |= {p: at for p, at in base.places.items() if p[:1] == ("parts",) and p not in own.places}
    for section in layered:
        held = list(_items(base, own, section))
        data[section] = [item for item, _ in held]
        for index, (_, inner) in enumerate(held):
            places |= {(section, index, *place): at for place, at in inner.items()}
    return Held(data, places, (*own.files, *base.files))


Item = tuple[Any, dict[Place, tuple[Path, int]]]


def _items(base: Held, own: Held, section: str) -> Iterator[Item]:
    """The rules of both, in the order of the base; of a rule that both have, what each says."""
    mine = _list(own, section)
    for item, places in _list(base, section):
        again = next((i for i, (other, _) in enumerate(mine) if name_of(other) == name_of(item)), None)
        if again is None or not isinstance(item, dict):
            yield item, places
        else:
            other, others = mine.pop(again)
            yield item | other, places | others
    yield from mine


def _list(held: Held, section: str) -> list[Item]:
    items = held.data.get(section)
    return [
        (item, {p[2:]: at for p, at in held.places.items() if p[:2] == (section, index)})
        for index, item in enumerate(items if isinstance(items, list) else [])
    ]


def name_of(item: Any) -> Any:
    """The name of a rule; None where it has none, or is no rule at all."""
    return item.get("name") if isinstance(item, dict) else None


def _read(path: Path) -> Held:
    """The YAML as plain values, and the line (from 1) on which each key or item stands."""
    try:
        loader, node = _composed(path.read_text("utf-8"))
        places = {place: (path, line) for place, line in _lines(node, ())}
        return Held(loader.construct_document(node) if node else None, places, (path,))
    except OSError as error:
        raise SchemaError([f"{path}: {say('schema-not-read', error=why(error))}"]) from None
    except UnicodeDecodeError:
        raise SchemaError([f"{path}: {say('schema-not-utf8')}"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = say("schema-not-yaml", fault=yaml_fault(error))
        raise SchemaError([f"{where}: {problem}"]) from None


def _composed(text: str) -> tuple[SafeLoader | yaml.SafeLoader, yaml.Node | None]:
    """The whole of a file; what is wrong with one is said in the words of PyYAML's own loader everywhere."""
    try:
        loader = SafeLoader(text)
        return loader, loader.get_single_node()
    except yaml.YAMLError:
        own = yaml.SafeLoader(text)
        return own, own.get_single_node()


def _lines(node: yaml.Node | None, path: Place) -> Iterator[tuple[Place, int]]:
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield from _lines(value, inner)
            yield inner, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*path, index))
