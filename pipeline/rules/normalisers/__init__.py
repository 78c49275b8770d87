"""Normalisers: from the named groups of a value rule's expression to the normal value.

Each is a function `(groups, words) -> value`, registered under the name that rules give as `as: name`. `groups` are the
named groups that took part in the match, as printed; `text` is the whole match where no group has that name; a rule's
attributes stand in for groups that its expression does not have. `words` knows numbers, months and all vocabularies.
It returns plain data, or `None` where the words are no such value (a month 13): then the rule has no hit there.

A module in this folder is found by itself.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from pipeline.rules.normalisers.registry import NORMALISERS, Groups, Normaliser, normaliser
from pipeline.rules.normalisers.words import Words

__all__ = ["NORMALISERS", "Groups", "Normaliser", "Words", "normaliser"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
