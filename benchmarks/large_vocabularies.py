"""What a user's large files cost: 50,000 phrases as one rule and as rules of their own, and 1,000 expressions.

From a checkout: `python benchmarks/large_vocabularies.py`. Each is loaded in processes of its own, with an empty cache
and again with what the first one kept; processor time is given in that of `import spacy` too, measured in between.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PHRASES, EXPRESSIONS, LETTERS, ROUNDS = 50_000, 1_000, 60, 3
SYLLABLES = "ba co di fu ge ha il jo ka lu me no or pi qua re si tu ul va wo xe ya zo".split()
LOADED = """
import json, resource, sys
from time import process_time
start = process_time()
import pipeline
nlp = pipeline.load(patterns=sys.argv[2:])
loaded = process_time() - start
from pipeline.benchmark.letters import documents
from pipeline.running.letters import read_letter
letters = list(documents(int(sys.argv[1])))
times = []
for _ in range(4):
    start = process_time()
    for letter in letters:
        read_letter(nlp, letter)
    times.append(process_time() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"load": loaded, "letter": min(times) / len(letters) * 1000, "peak": peak}))
"""
SPACY = """
import json
from time import process_time
start = process_time()
import spacy
print(json.dumps({"load": process_time() - start}))
"""


def main() -> None:
    """Print the figures as a Markdown table."""
    with tempfile.TemporaryDirectory() as place:
        files = dict(written(Path(place)))
        print("|  | load, first | load, again | in imports of spaCy | peak | ms a letter |\n|---|---|---|---|---|---|")
        for name, file in files.items():
            given = [str(file)] if file is not None else []
            cache = str(Path(place) / "cache" / name)
            if given:
                run(cache, LOADED, "1")  # as for a user who has used the shipped rules before
            first = run(cache, LOADED, "1", *given)
            again = [run(cache, LOADED, str(LETTERS), *given) for _ in range(ROUNDS)]
            spacy = min(run(cache, SPACY)["load"] for _ in range(ROUNDS))
            load = min(one["load"] for one in again)
            peak = max(one["peak"] for one in (first, *again))
            letter = min(one["letter"] for one in again)
            print(
                f"| {name} | {first['load']:.1f} s | {load:.1f} s | {first['load'] / spacy:.1f}, {load / spacy:.1f} "
                f"| {peak:.0f} MB | {letter:.2f} |",
                flush=True,
            )


def run(cache: str, program: str, *arguments: str) -> dict[str, float]:
    """What a program prints, run in a process of its own."""
    environment = {**os.environ, "IMR_CACHE": cache}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def written(folder: Path) -> Iterator[tuple[str, Path | None]]:
    """The files, by what they hold; `None` for the shipped rules alone."""
    chance = random.Random(4)
    phrases: set[str] = set()
    while len(phrases) < PHRASES:
        phrases.add(" ".join(word(chance) for _ in range(chance.randint(1, 3))))
    head = "pack: large\nlabel: MY_TERM\nrules:\n"
    ordered = sorted(phrases)
    yield "the shipped rules", None
    listed = "".join(f"      - {phrase}\n" for phrase in ordered)
    yield "50,000 phrases, one rule", _file(folder, "one", f"{head}  - id: large.one\n    phrases:\n{listed}")
    rules = "".join(f"  - {{id: large.p{n}, pattern: {phrase}, value: v{n}}}\n" for n, phrase in enumerate(ordered))
    yield "50,000 phrases, 50,000 rules", _file(folder, "many", head + rules)
    rules = "".join(
        f'  - {{id: large.x{n}, regex: "{word(chance)} (?:of|for) (?:the )?{word(chance)}s?"}}\n'
        for n in range(EXPRESSIONS)
    )
    yield "1,000 expressions", _file(folder, "expressions", head + rules)


def word(chance: random.Random) -> str:
    """A word that no letter has."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def _file(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.yml"
    file.write_text(text, encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
