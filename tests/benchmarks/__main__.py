"""Measure, and say each figure beside what it may be at most. Each measurement is a fresh process with a cache of its own.

    python -m tests.benchmarks [--large] [NAME…]

Names: cold warm growth rules csv. `--large` takes 1,000 files instead of 200 for `cold`, and adds the 100 MB CSV.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.replies import Replies, write_manuals
from tests.benchmarks.rules import write_rules

# Bare Kiwi: loaded and fed the distinct sentences of the same files, as cslint prepares them, in one batch.
_FLOOR = """
import pickle, sys, time
sentences = pickle.load(open(sys.argv[1], "rb"))
start = time.perf_counter()
from kiwipiepy import Kiwi
list(Kiwi(num_workers=2, load_multi_dict=False).tokenize(sentences))
print(time.perf_counter() - start)
"""
# In a process of its own, so that what it imports and analyses warms nothing here.
_SENTENCES = """
import pickle, sys
from pathlib import Path
from cslint.document import ReadOptions
from cslint.formats import read
from cslint.morphology.sentences import split_sentences
found = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    for segment in read(str(path), path.read_bytes(), ReadOptions()).segments:
        for span in split_sentences(segment.text):
            found[segment.text[span.start : span.end]] = None
pickle.dump(list(found), open(sys.argv[2], "wb"))
print(len(found))
"""


class Bench:
    """A folder to work in, and the measurements."""

    def __init__(self, work: Path, *, large: bool) -> None:
        self._work = work
        self._large = large
        self._missed = 0

    def cold(self) -> None:
        """A first run against bare Kiwi on the same distinct sentences, model load included in both."""
        manuals = self._manuals("cold", 1_000 if self._large else 200)
        sentences = self._work / "sentences.pickle"
        count = self._python(_SENTENCES, str(manuals), str(sentences)).strip()
        floor = min(float(self._python(_FLOOR, str(sentences))) for _ in range(2))
        run = min(self._check(manuals, "--no-cache") for _ in range(2))
        self._say(f"cold run / bare Kiwi ({count} sentences, {floor:.2f} s)", run / floor, 1.3)

    def warm(self) -> None:
        """A run over 1,000 unchanged files, in seconds and against the first."""
        manuals = self._manuals("warm", 1_000)
        first = self._check(manuals)
        again = min(self._check(manuals) for _ in range(3))
        self._say(f"warm run over 1,000 files, seconds (first: {first:.2f} s)", again, 0.3)

    def growth(self) -> None:
        """Ten times the text; the start is in both."""
        few, many = self._manuals("few", 60), self._manuals("many", 600)
        self._say("10 x the text, time", self._check(many, "--no-cache") / self._check(few, "--no-cache"), 11)

    def rules(self) -> None:
        """A hundred rules against a thousand and three thousand more."""
        manuals = self._manuals("rules", 60)
        taken = {}
        for count in (100, 1_000, 3_000):
            folder = self._work / f"made-{count}"
            write_rules(folder / "made", count)
            config = self._work / f"rules-{count}.yaml"
            config.write_text(f"rule-dirs: [{folder.name}]\n", encoding="utf-8")
            # The first run proves the rules by their examples, once; the second one lints new files.
            self._check(manuals, "--config", str(config))
            other = self._manuals(f"other-{count}", 60, seed=2)
            taken[count] = self._check(other, "--config", str(config))
        self._say("1,000 rules of one's own / 100, time", taken[1_000] / taken[100], 1.5)
        self._say("3,000 rules of one's own / 100, time", taken[3_000] / taken[100], None)

    def csv(self) -> None:
        """A 100 MB CSV: the most memory any process so far took, in GB."""
        path = self._work / "csv" / "export.csv"
        path.parent.mkdir()
        size = 100_000_000 if self._large else 2_000_000
        with path.open("w", encoding="utf-8") as out:
            for line in Replies(3).rows(size * 10 // 22):
                out.write(line)
        taken = self._check(path, "--no-cache")
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000_000
        self._say(f"CSV of {path.stat().st_size / 1e6:.0f} MB ({taken:.1f} s), GB of memory", memory, 1.0)

    def _manuals(self, name: str, files: int, seed: int = 1) -> Path:
        folder = self._work / name
        write_manuals(folder, files, seed)
        return folder

    def _check(self, path: Path, *options: str) -> float:
        """Return how many seconds `cslint check` takes."""
        command = [sys.executable, "-m", "cslint", "check", "--format", "json", *options, str(path)]
        start = time.perf_counter()
        ended = subprocess.run(command, env=self._environment(), stdout=subprocess.DEVNULL, stderr=None, check=False)
        if ended.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {ended.returncode}")
        return time.perf_counter() - start

    def _python(self, code: str, *arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=True).stdout

    def _environment(self) -> dict[str, str]:
        """Return the environment of a user's run: an installed program is compiled, as its libraries are."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {
            **kept,
            "CSLINT_CACHE_DIR": str(self._work / "cache"),
            "PYTHONPYCACHEPREFIX": str(self._work / "compiled"),
        }

    def _say(self, what: str, figure: float, most: float | None) -> None:
        limit = "" if most is None else f"   (at most {most:g}{'' if figure <= most else ': MISSED'})"
        self._missed += most is not None and figure > most
        print(f"{figure:8.2f}  {what}{limit}", flush=True)  # noqa: T201

    @property
    def missed(self) -> int:
        """How many figures are beyond what they may be."""
        return self._missed


def main() -> int:
    names = ("cold", "warm", "growth", "rules", "csv")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", default=list(names))
    parser.add_argument("--large", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work), large=chosen.large)
        measures: dict[str, Callable[[], None]] = {name: getattr(bench, name) for name in names}
        for name in chosen.names:
            measures[name]()
    return min(bench.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
