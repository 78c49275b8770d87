"""What each command's help shows as examples."""

from __future__ import annotations

_EXAMPLES = {
    "demo": ("imr demo",),
    "run": (
        "imr run letters/ --output results/",
        "imr run letters.zip reviews.csv --table dmhc --format jsonl,csv,parquet",
        "imr run scans/ --ocr --workers 4 --resume",
    ),
    "evaluate": (
        "imr evaluate gold/ letters/ --errors 3",
        "imr evaluate --official reviews.csv --table ny",
        "imr evaluate gold/ letters/ --docbin gold.spacy",
    ),
    "diff": ("imr diff results-before/ results/", "imr diff letters/ --new-patterns mine.yml --markdown"),
    "inspect": (
        "imr inspect letter.pdf",
        "imr inspect letters.jsonl --letter 3 --html letter.html",
        "imr inspect letter.txt --patterns mine.yml --serve",
    ),
    "export": ("imr export results/ --to label-studio --output tasks.json", "imr export results/ --to brat"),
    "import": ("imr import tasks.json --from label-studio --output gold/",),
    "explore": ("imr explore results/", "imr explore results/ --port 0 --no-browser"),
    "report": ("imr report results/", "imr report results/ --html report.html --csv tables/"),
    "boilerplate": ("imr boilerplate results/",),
    "duplicates": ("imr duplicates results/",),
    "cite": ('imr cite "MTUS Chronic Pain Treatment Guidelines, Opioids, pages 78-80" --date 2016-05-01',),
    "schema": ("imr schema > tables.md", "imr schema json > tables.json"),
    "benchmark": ("imr benchmark --quick", "imr benchmark --json figures.json --plot figures.svg"),
    "patterns check": ("imr patterns check mine.yml",),
    "patterns try": ('imr patterns try "Request for Tramadol 50mg #60" --patterns mine.yml',),
    "patterns explain": ("imr patterns explain letter.txt --patterns mine.yml",),
    "patterns coverage": ("imr patterns coverage letters/",),
    "patterns new": ("imr patterns new TREATMENT 'request for [[rolfing]], 6 sessions' --value rehabilitation/other",),
    "patterns schema": ("imr patterns schema rules",),
}


def examples_of(command: str) -> str | None:
    """The examples of a command as the end of its help; `None` where it has none."""
    lines = _EXAMPLES.get(command)
    if lines is None:
        return None
    return "\n\n".join(["Examples:", *(line.replace("[", "\\[") for line in lines)])
