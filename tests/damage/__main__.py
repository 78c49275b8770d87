"""Many damaged letters, by hand: `python -m tests.damage --variants 50000 [--kind cut] [--letters folder]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import pipeline
from tests.damage.kinds import KINDS
from tests.damage.run import letters_in, variants


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", help="only this kind of damage; may be repeated")
    parser.add_argument("--letters", type=Path, action="append", default=[], help="a further folder of text letters")
    parser.add_argument("--show", type=int, default=5, help="examples of each fault")
    options = parser.parse_args()
    if unknown := set(options.kind or ()) - set(KINDS):
        parser.error(f"no kind {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    nlp = pipeline.load()
    texts = letters_in(*options.letters)
    began, counts, shown = time.monotonic(), Counter[tuple[str, str, bool]](), Counter[tuple[str, str]]()
    tried: Counter[str] = Counter()
    for variant in variants(nlp, texts, options.variants, options.seed, options.kind):
        tried[variant.kind] += 1
        for fault in set(variant.faults):
            counts[variant.kind, fault.name, fault.silent] += 1
            if fault.silent and shown[variant.kind, fault.name] < options.show:
                shown[variant.kind, fault.name] += 1
                print(f"{variant.kind} {fault.name} {variant.path} #{variant.number}: {fault.detail}")
    print(f"{sum(tried.values())} variants in {time.monotonic() - began:.0f} s")
    for kind, number in tried.items():
        said = {(name, silent): n for (k, name, silent), n in counts.items() if k == kind}
        print(
            f"{kind}: {number}",
            *(f"{n} {name}{' silently' if s else ''}" for (name, s), n in sorted(said.items())),
            sep=", ",
        )
    return 1 if any(silent for _, _, silent in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
