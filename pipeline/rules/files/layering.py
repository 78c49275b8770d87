"""The data of a file with that of other files laid over it, each value still knowing its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.rules.files.yaml_text import Path, YamlText

Steps = tuple[str | int, ...]
Origin = tuple[YamlText, Steps]


@dataclass(frozen=True)
class Layered:
    """Plain data, and for places in it the file and the path there that they come from (those below go along)."""

    data: Any
    origins: Mapping[Steps, Origin]

    @classmethod
    def of(cls, text: YamlText) -> Layered:
        return cls(text.data, {(): (text, ())})

    def replacing(self, base: Layered) -> Layered:
        """The keys of this data in place of those of `base`, each as a whole."""
        mine = tuple(self.data)
        kept = {path: origin for path, origin in base.origins.items() if not path or path[0] not in mine}
        own = {path: origin for path, origin in self.origins.items() if path}
        return Layered({**base.data, **self.data}, {**kept, **{(key,): self.origin((key,)) for key in mine}, **own})

    def adding(self, extra: YamlText, data: Mapping[str, Any]) -> Layered:
        """This data with `data`, which stands in the file `extra`, added: mappings are merged, lists become longer, and
        anything else is replaced."""
        origins = dict(self.origins)
        return Layered(_merged(self.data, data, (), (), extra, origins), origins)

    def origin(self, path: Path) -> Origin:
        """The file that the value at `path` comes from, and its path there."""
        steps = tuple(path)
        for length in range(len(steps), -1, -1):
            if steps[:length] in self.origins:
                text, own = self.origins[steps[:length]]
                return text, (*own, *steps[length:])
        raise KeyError(path)

    def place(self, path: Path) -> tuple[str, int]:
        """The file of the value at `path`, and its 1-based line there."""
        text, own = self.origin(path)
        return text.file, text.line(own)

    def raw(self, path: Path) -> str:
        """A scalar as it is written, without its quotes; empty for anything else."""
        text, own = self.origin(path)
        return text.raw(own)


def _merged(base: Any, extra: Any, at: Steps, own: Steps, text: YamlText, origins: dict[Steps, Origin]) -> Any:
    if isinstance(base, Mapping) and isinstance(extra, Mapping):
        built = dict(base)
        for key, value in extra.items():
            inner, outer = (*at, key), (*own, key)
            if key in base:
                built[key] = _merged(base[key], value, inner, outer, text, origins)
            else:
                built[key] = value
                origins[inner] = (text, outer)
        return built
    if isinstance(base, list) and isinstance(extra, list):
        origins.update({(*at, len(base) + index): (text, (*own, index)) for index in range(len(extra))})
        return [*base, *extra]
    for path in [path for path in origins if path[: len(at)] == at]:
        del origins[path]
    origins[at] = (text, own)
    return extra
