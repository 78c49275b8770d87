"""Rules as data: the format of rule packs, loading, matching and checking."""

from pipeline.patterns.load import load_rules
from pipeline.patterns.model import Rule
from pipeline.patterns.problems import PatternError, Problem
from pipeline.patterns.ruleset import PackSource, RuleSet
from pipeline.patterns.where import configs_folder, patterns_folder

__all__ = [
    "PackSource",
    "PatternError",
    "Problem",
    "Rule",
    "RuleSet",
    "configs_folder",
    "load_rules",
    "patterns_folder",
]
