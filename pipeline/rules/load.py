"""Rule files to a `RuleSet`: reading, checking against the format, filling in variables and defaults,
overlays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.rules.building import build_rules
from pipeline.rules.files.found import RuleFile, find_files
from pipeline.rules.files.kept_files import Form, read_or_kept
from pipeline.rules.files.reading import read_data, read_model, read_text
from pipeline.rules.files.spacy_files import as_list, read_list
from pipeline.rules.files.yaml_text import YamlText
from pipeline.rules.model import Pack, Rule
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.ruleset import PackSource, RuleSet
from pipeline.rules.shared import Shared, gather
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.where import patterns_folder

BEGINNING = "`pack: my_rules` and `rules:`"
_MOST_LIKE = 20  # names that nothing has, for which another one like them is looked for: that takes long


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """One rule file: its source and its rules, before overlays are applied, and the warnings on it."""

    source: PackSource
    rules: tuple[Rule, ...]
    off_lines: tuple[int, ...] = ()
    warnings: tuple[Problem, ...] = ()


class PackFile(NamedTuple):
    """A rule file that has the right form: its content, the text with its lines, and whether it is a user's own."""

    pack: Pack
    yaml: YamlText
    overlay: bool


def load_rules(paths: Iterable[str | Path] | None = None, overlays: Iterable[str | Path] = ()) -> RuleSet:
    """The rules of `paths` (default: the shipped packs), changed by `overlays`.

    Both take files and folders; of a folder, all rule packs below it. An
    overlay's rule replaces one with the same id, in its place, or is added before the others, so that it wins over
    hits of equal length and priority; its `off` list switches rules off. Raises `PatternError` with every problem of
    every file.

    What the shipped packs come to, with the same overlays, is kept between runs.
    """
    overlays, missing = tuple(overlays), list[Problem]()
    files = [*find_files([patterns_folder()], []), *find_files(overlays, missing)]
    if paths is not None or missing:
        return _load(paths, overlays)
    return read_or_kept(_RULE_SET, files, lambda: _load(None, overlays))


def _load(paths: Iterable[str | Path] | None, overlays: Sequence[str | Path]) -> RuleSet:
    problems: list[Problem] = []
    own = _read_all(rule_files(overlays, problems), True, problems)
    if paths is None and overlays and not any(_adds_to_shared(file.pack) for file in own):
        base = load_rules()
    else:
        base = _shipped(paths, own, problems)
    extra = _build_all(own, base.shared, problems)
    if problems:
        raise PatternError(problems)
    rules = dict(base.by_id)
    for pack in extra:
        problems += _duplicates([pack])
        for off, line in zip(pack.source.off, pack.off_lines, strict=True):
            if rules.pop(off, None) is None:
                alike = rules if len(problems) < _MOST_LIKE else ()
                problems.append(_nothing_to_switch_off(off, alike, pack.source.file, line))
        added = {rule.id: rule for rule in pack.rules}
        replaced = {id_: added.pop(id_) for id_ in rules.keys() & added.keys()}
        rules = {**added, **rules, **replaced}
    if problems:
        raise PatternError(problems)
    sources = (*base.packs, *(pack.source for pack in extra))
    warnings = (*base.warnings, *(warning for pack in extra for warning in pack.warnings))
    return RuleSet(tuple(rules.values()), sources, base.shipped_labels, base.shared, warnings)


def _adds_to_shared(pack: Pack) -> bool:
    """Whether a user's pack may change what the shipped rules come to."""
    return bool(pack.fragments or pack.vocabularies or pack.labels)


def _shipped(paths: Iterable[str | Path] | None, own: Iterable[PackFile], problems: list[Problem]) -> RuleSet:
    """The rules of `paths` (default: the shipped packs), with what a user's own packs share; errors are added to
    `problems`."""
    files = _read_all(rule_files([patterns_folder()] if paths is None else paths), False, problems)
    before = Shared() if paths is None else shipped_shared()
    shared = gather(((file.pack, file.yaml, file.overlay) for file in [*files, *own]), before, problems)
    packs = _build_all(files, shared, problems)
    problems += _duplicates(packs)
    rules = tuple(rule for pack in packs for rule in pack.rules)
    labels = tuple(dict.fromkeys(rule.label for rule in rules))
    warnings = tuple(warning for pack in packs for warning in pack.warnings)
    return RuleSet(rules, tuple(pack.source for pack in packs), labels, shared, warnings)


def _rule_set_data(rules: RuleSet) -> dict[str, Any]:
    warnings = [asdict(warning) for warning in rules.warnings]
    return {**rules.to_data(), "shared": rules.shared.to_data(), "warnings": warnings}


def _rule_set(data: Mapping[str, Any]) -> RuleSet:
    warnings = tuple(Problem(**warning) for warning in data["warnings"])
    return replace(RuleSet.from_data(data), shared=Shared.from_data(data["shared"]), warnings=warnings)


_RULE_SET = Form("rules", _rule_set_data, _rule_set)
_SHARED = Form("shared", Shared.to_data, Shared.from_data)


@cache
def shipped_shared() -> Shared:
    """The shipped fragments and vocabularies."""
    folders = [patterns_folder() / name for name in ("vocabularies", "fragments")]
    files = find_files(folder for folder in folders if folder.is_dir())
    return read_or_kept(_SHARED, files, lambda: _read_shared(files))


def _read_shared(found: Iterable[RuleFile]) -> Shared:
    problems: list[Problem] = []
    files = _read_all(((file.path, file.shown) for file in found), False, problems)
    shared = gather(((file.pack, file.yaml, False) for file in files), Shared(), problems)
    if problems:
        raise PatternError(problems)
    return shared


def load_shared(overlays: Iterable[str | Path]) -> Shared:
    """The shipped fragments and vocabularies with those of a user's files, whose mistakes `load_rules` tells."""
    found = rule_files(overlays, [])
    if not found:
        return shipped_shared()
    with suppress(PatternError):
        return load_rules(overlays=overlays).shared
    files = _read_all(found, True, [])
    return gather(((file.pack, file.yaml, True) for file in files), shipped_shared(), [])


def with_shipped(shared: Shared) -> Shared:
    """`shared`, of rules that were read without the shipped fragments and vocabularies, with those that it lacks."""
    shipped = shipped_shared()
    lists = {**shipped.vocabularies.lists, **shared.vocabularies.lists}
    if lists.keys() == shared.vocabularies.lists.keys() and shipped.fragments.keys() <= shared.fragments.keys():
        return shared
    return Shared({**shipped.fragments, **shared.fragments}, Vocabularies(lists))


def rule_files(paths: Iterable[str | Path], problems: list[Problem] | None = None) -> list[tuple[Path, str]]:
    """The rule packs that `paths` stand for, each with the name that messages use; for `problems` see `find_files`."""
    return [(file.path, file.shown) for file in find_files(paths, problems) if file.kind == "rules"]


def read_pack(file: Path, shown: str = "", overlay: bool = False) -> PackFile:
    """One rule file, without its rules. `shown` is its name in messages. Raises `PatternError` with all its
    problems."""
    return _parse(read_text(file, shown), overlay)


def parse_pack(text: str, file: str, overlay: bool = False) -> LoadedPack:
    """The rules of a rule file's text, which may use what the shipped packs share. Raises `PatternError`."""
    problems: list[Problem] = []
    parsed = _parse(YamlText(text, file), overlay)
    shared = gather([(parsed.pack, parsed.yaml, overlay)], shipped_shared(), problems)
    built = _build_all([parsed], shared, problems)
    if problems:
        raise PatternError(problems)
    return built[0]


def _parse(yaml: YamlText, overlay: bool) -> PackFile:
    if (listed := as_list(yaml)) is not None:
        return PackFile(read_list(listed), listed, overlay)
    return PackFile(read_model(Pack, read_data(yaml, BEGINNING)), yaml, overlay)


def _build_all(files: Iterable[PackFile], shared: Shared, problems: list[Problem]) -> list[LoadedPack]:
    """The rules of packs; errors are added to `problems`."""
    built: list[LoadedPack] = []
    for pack, yaml, overlay in files:
        found: list[Problem] = []
        rules = tuple(build_rules(pack, shared, yaml, overlay, found))
        source = PackSource(pack.pack, yaml.file, yaml.sha256, len(rules), overlay, tuple(pack.off))
        off_lines = tuple(yaml.line(["off", index]) for index in range(len(pack.off)))
        built.append(LoadedPack(source, rules, off_lines, tuple(p for p in found if p.severity == "warning")))
        problems += (problem for problem in found if problem.severity == "error")
    return built


def _read_all(files: Iterable[tuple[Path, str]], overlay: bool, problems: list[Problem]) -> list[PackFile]:
    packs: list[PackFile] = []
    for file, shown in files:
        try:
            packs.append(read_pack(file, shown, overlay))
        except PatternError as error:
            problems += error.problems
    return packs


def _duplicates(packs: Iterable[LoadedPack]) -> list[Problem]:
    first: dict[str, Rule] = {}
    problems: list[Problem] = []
    for rule in (rule for pack in packs for rule in pack.rules):
        if rule.id in first:
            message = f"the id is taken by the rule at {first[rule.id].place}."
            problems.append(Problem("E330", message, rule.file, rule.line, rule.id, "Give one of the two another id."))
        first.setdefault(rule.id, rule)
    return problems


def _nothing_to_switch_off(rule_id: str, known: Iterable[str], file: str, line: int) -> Problem:
    close = get_close_matches(rule_id, known, 1)
    advice = f"Did you mean `{close[0]}`?" if close else "`python -m pipeline patterns try TEXT` names the ids."
    return Problem("E331", f"`off` names {rule_id!r}, and there is no such rule.", file, line, advice=advice)
