"""Runs that are killed again and again, and runs over PDFs that are built to cost: by hand, from a checkout.

    python benchmarks/broken_runs.py kills [--times 20] [--workers 2] [--letters 400]
    python benchmarks/broken_runs.py bombs [--letters 300]

`kills` writes all formats, ends the run so many times at random moments with SIGKILL (the whole group of processes),
every other time once something new was saved, resumes it, and compares what is there at the end with an undisturbed
run, byte for byte. `bombs` reads a zip of letters and of three PDFs that unpack without end with one and with two
workers, and tells the most memory that all its processes took at one time. Exit code 1 where something is not as it
should be; takes some minutes. `tests/running/test_broken_runs.py` has small ones.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.benchmark.letters import generated  # noqa: E402
from tests.reading.pdf_samples import nested_forms, unpacking  # noqa: E402

FORMATS = "jsonl,csv,parquet,docbin"
OTHERWISE = frozenset({"started", "seconds", "command"})  # what differs in `run.json` from run to run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("kills", "bombs"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--letters", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.what == "kills":
            return kills(folder, args.times, args.workers, args.letters or 400, random.Random(args.seed))
        return bombs(folder, args.letters or 300)


def kills(folder: Path, times: int, workers: int, letters: int, moments: random.Random) -> int:
    """Whether a run that is killed so often gives what an undisturbed one gives."""
    (folder / "in").mkdir()
    for number, text in enumerate(islice(generated(letters, seed=3), letters)):
        (folder / f"in/{number:05}.txt").write_text(text, encoding="utf-8")
    command = ["run", "in", "--format", FORMATS, "--workers", str(workers), "--save-every", "0.2"]
    begun = time.monotonic()
    subprocess.run(imr(*command, "--output", "whole"), cwd=folder, env=environment(), check=True, capture_output=True)
    whole_time = time.monotonic() - begun
    resumed = imr(*command, "--output", "broken", "--resume")
    state = folder / ".broken.unfinished/state.json"
    killed = finished_early = 0
    while killed < times:
        process = subprocess.Popen(
            resumed, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        if killed % 2:
            time.sleep(moments.uniform(0, whole_time))
        else:
            wait_for_a_save(process, state)
            time.sleep(moments.uniform(0, 0.3))
        if process.poll() is not None:
            finished_early += 1
            if finished_early > times:
                break
            if not same(folder):
                print("a run that was resumed differs")
                return 1
            shutil.rmtree(folder / "broken")  # and from the beginning again
            continue
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        killed += 1
    done = subprocess.run(resumed, cwd=folder, env=environment(), check=False, capture_output=True, encoding="utf-8")
    good = done.returncode == 0 and same(folder)
    print(
        f"{letters} letters, {FORMATS}, {workers} workers: {killed} kills, {finished_early + 1} runs to their end:",
        end=" ",
    )
    print("byte for byte as undisturbed" if good else f"DIFFERENT\n{done.stderr}")
    return 0 if good else 1


def wait_for_a_save(process: subprocess.Popen[bytes], state: Path) -> None:
    """Until a run saves something new, or is over."""
    before = saved(state)
    while process.poll() is None and saved(state) == before:
        time.sleep(0.01)


def saved(state: Path) -> bytes:
    """The last save; nothing where there is none."""
    return state.read_bytes() if state.exists() else b""


def same(folder: Path) -> bool:
    """Whether two results are the same, but for times and the command in `run.json`."""
    return content(folder / "broken") == content(folder / "whole")


def content(results: Path) -> dict[str, object]:
    found: dict[str, object] = {
        path.relative_to(results).as_posix(): path.read_bytes() for path in sorted(results.rglob("*")) if path.is_file()
    }
    report = json.loads(str((results / "run.json").read_text(encoding="utf-8")))
    found["run.json"] = {name: value for name, value in report.items() if name not in OTHERWISE}
    return found


def bombs(folder: Path, letters: int) -> int:
    """Whether letters among bombs are read, in bounded memory."""
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        members = [(f"{n:05}.txt", text.encode()) for n, text in enumerate(generated(letters, seed=4))]
        for place, data in ((10, nested_forms()), (letters // 2, unpacking()), (letters - 10, nested_forms(12))):
            members.insert(place, (f"bomb-{place}.pdf", data))
        for name, data in members:
            archive.writestr(name, data)
    good = True
    for workers in (1, 2):
        command = imr("run", "all.zip", "--output", f"out{workers}", "--workers", str(workers), "--time-limit", "10")
        begun = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        most = 0
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(0.05)
        out = folder / f"out{workers}"
        records = len((out / "letters.jsonl").read_text(encoding="utf-8").splitlines())
        problems = [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]
        failed = sorted(p["code"] for p in problems if p["code"].startswith("E"))
        print(
            f"{workers} workers: {records} records, problems {', '.join(failed)}, exit code {process.returncode}, "
            f"{most / 1e6:.0f} MB at most over all processes, {time.monotonic() - begun:.0f} s"
        )
        good = good and records == letters and len(failed) == 3 and process.returncode == 1 and most < 1e9
    first, second = ((folder / f"out{n}/letters.jsonl").read_bytes() for n in (1, 2))
    print("the records are the same" if first == second else "THE RECORDS DIFFER")
    return 0 if good and first == second else 1


def imr(*words: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def resident(pid: int) -> int:
    """Bytes of a process and all that it started."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            pages = int(Path(f"/proc/{one}/statm").read_text().split()[1])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, IndexError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


if __name__ == "__main__":
    sys.exit(main())
