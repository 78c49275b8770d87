"""Cues: terms that act on other spans, as ConText has it. "UR found that …" makes a verdict behind it another's.

A rule's `cue` says on which labels it acts, on which side, how far, what ends its reach, and what it does. The rules'
component applies all cues to all hits; a component whose own tags are to be acted on calls `apply_cues` itself. A cue's
tag carries what it does under the attribute `cue`, so that a Doc alone is enough.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Literal, TypeAlias

from pipeline.rules.tags import FrozenMapping, Tag

Direction = Literal["forward", "backward", "both"]
DIRECTIONS: tuple[Direction, ...] = ("forward", "backward", "both")
SCOPES = ("sentence", "clause", "predicate", "subject")
CUE, VETOED = "cue", "vetoed"
BY = ".rule"
"""Behind an attribute's name: the rule of the cue that set it."""
ScopeAt: TypeAlias = Callable[[str, int], tuple[int, int]]
"""From a scope's name and an offset to the range around it."""

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class CueSpec:
    """What a cue does.

    Attributes:
        modifies: labels of the spans that it acts on.
        direction: where they stand: behind it (`forward`), before it (`backward`), or on either side or around it.
        scope: how far: `sentence`, `clause`, `predicate`, `subject` (see `Scopes`), or a number of characters.
        until: labels whose spans end its reach.
        effect: the attributes that it sets; a veto sets `vetoed` to the rule's id.
        reach: by how many characters it may stand farther off than a rival that sets the same attribute.
    """

    modifies: tuple[str, ...]
    direction: Direction = "both"
    scope: str = "sentence"
    until: tuple[str, ...] = ()
    effect: Mapping[str, str] = field(default_factory=dict)
    reach: int = 0

    def __post_init__(self) -> None:
        for name in ("modifies", "until"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "effect", FrozenMapping(self.effect))

    def to_text(self) -> str:
        """As the attribute `cue` of its hits."""
        return _text_of(self)

    @staticmethod
    @lru_cache(maxsize=4096)
    def from_text(text: str) -> CueSpec:
        """The inverse of `to_text`."""
        return CueSpec(**json.loads(text))


@lru_cache(maxsize=4096)
def _text_of(cue: CueSpec) -> str:
    return json.dumps(asdict(cue))


def standing(tags: Iterable[Tag], *labels: str) -> list[Tag]:
    """The tags with these labels (without any: all), in their order, but for those that a cue shows to be none."""
    return [tag for tag in tags if (not labels or tag.label in labels) and VETOED not in tag.attributes]


def apply_cues(targets: Sequence[Tag], hits: Iterable[Tag], scope_at: ScopeAt) -> list[Tag]:
    """The targets, in their order, with the attributes that cues set.

    Of cues that set the same attribute of a span the nearest wins (see `CueSpec.reach`), of two equally near the first.
    Which rule set the attribute `voice` stands in `voice.rule`. A cue that another cue vetoes does nothing.

    Args:
        targets: the spans to act on.
        hits: the cues among all tags of the text, and the spans that end their reach.
        scope_at: the sentence or clause around an offset; the scopes of an offset lie in its sentence.
    """
    acting = _Acting(hits, {target.label for target in targets}, scope_at)
    return [acting.on(target) if target.label in acting.by_label else target for target in targets]


class _InScope:
    """The cues that act on one label within one scope, in text order."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.far = int(scope) if scope.isdigit() else None
        self.cues: list[tuple[Tag, CueSpec]] = []
        self.starts: list[int] = []

    def add(self, cue: Tag, spec: CueSpec) -> None:
        """Add a cue that stands behind the others."""
        self.cues.append((cue, spec))
        self.starts.append(cue.start)

    def on(self, target: Tag, scope_at: ScopeAt) -> list[tuple[Tag, CueSpec]]:
        """Those that are near enough to a target, and on the right side of it."""
        if self.far is not None:
            first = target.start - self.far
            near = self.cues[: bisect_left(self.starts, target.end + self.far + 1)]
            return [pair for pair in near if first <= pair[0].end and _faces(*pair, target)]
        left, right = scope_at("sentence", target.start)
        near = self.cues[bisect_left(self.starts, left) : bisect_left(self.starts, right)]
        near = [pair for pair in near if _faces(*pair, target)]
        if near and self.scope != "sentence":  # where no cue stands, it need not be split
            left, right = scope_at(self.scope, target.start)
            near = [pair for pair in near if left <= pair[0].start < right]
        return near


class _Acting:
    """The cues of a text that act on some labels, and are not vetoed themselves."""

    def __init__(self, hits: Iterable[Tag], labels: Set[str], scope_at: ScopeAt) -> None:
        self.scope_at = scope_at
        self.ordered = sorted(hits, key=_START)
        cues = [(tag, CueSpec.from_text(tag.attributes[CUE])) for tag in self.ordered if CUE in tag.attributes]
        self._group(cues, {*labels, *(cue.label for cue, _ in cues)})
        if any(cue.label in self.by_label for cue, _ in cues):
            self._group([(cue, spec) for cue, spec in cues if VETOED not in self.on(cue).attributes], labels)

    def _group(self, cues: Iterable[tuple[Tag, CueSpec]], labels: Set[str]) -> None:
        self.by_label: dict[str, dict[str, _InScope]] = {}  # and by scope
        for cue, spec in cues:
            for label in spec.modifies:
                if label in labels:
                    scopes = self.by_label.setdefault(label, {})
                    if spec.scope not in scopes:
                        scopes[spec.scope] = _InScope(spec.scope)
                    scopes[spec.scope].add(cue, spec)

    def on(self, target: Tag) -> Tag:
        """The target with the attributes that cues set on it."""
        best: dict[str, tuple[int, str, str]] = {}
        for in_scope in self.by_label.get(target.label, {}).values():
            for cue, spec in in_scope.on(target, self.scope_at):
                if self._reaches(cue, spec, target):
                    distance = max(target.start - cue.end, cue.start - target.end, 0) - spec.reach
                    for name, value in spec.effect.items():
                        if name not in best or distance < best[name][0]:
                            best[name] = distance, value, cue.rule
        if not best:
            return target
        attributes = dict(target.attributes)
        for name, (_, value, rule) in best.items():
            attributes |= {name: value} if name == VETOED else {name: value, f"{name}{BY}": rule}
        return target._replace(attributes=FrozenMapping(attributes))

    def _reaches(self, cue: Tag, spec: CueSpec, target: Tag) -> bool:
        """Whether nothing ends the reach of a cue before the target."""
        if not spec.until or not (cue.end <= target.start or target.end <= cue.start):
            return True
        left, right = (cue.end, target.start) if cue.end <= target.start else (target.end, cue.start)
        first, last = (bisect_left(self.ordered, place, key=_START) for place in (left, right))
        return not any(tag.label in spec.until for tag in self.ordered[first:last])


def _faces(cue: Tag, spec: CueSpec, target: Tag) -> bool:
    """Whether a cue, which is not the target itself, looks towards it."""
    if spec.direction == "forward":
        return cue.end <= target.start
    if spec.direction == "backward":
        return target.end <= cue.start
    return cue != target
