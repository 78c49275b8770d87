"""Rules as data: the format of rule packs, loading, matching and checking."""

from pipeline.rules.load import load_rules
from pipeline.rules.model import Rule
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.ruleset import PackSource, RuleSet
from pipeline.rules.where import configs_folder, patterns_folder

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
