"""The trained model, and whether it is still the one that the files describe."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from knowledge.sought import is_prepared, prepare

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"
_LOG = MODELS / "train.log"
# What a model is made of. Facts, names and places are not: they are read while it runs.
_MADE_OF = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "nlu/**/*.py",
    "nlu/**/*.yml",
    "nlu/**/*.tsv",
    "knowledge/data/vocabulary/*.yml",
    "knowledge/text.py",
    "requirements.txt",
)


class TrainingFailed(RuntimeError):
    """Rasa could not train; the text names the log to read."""


def fingerprint(root: Path = ROOT) -> str:
    """Return a short hash of everything that a model is made of, the Python version included."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for pattern in _MADE_OF:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def path_now() -> Path:
    """Return where the model of the present files is, or will be."""
    return MODELS / f"welcome-{fingerprint()}.tar.gz"


def ensure_trained() -> Path:
    """Return the model of the present files; train it first when there is none (four minutes).

    What is learned from the expected questions is kept too: no visitor should wait for it.
    """
    path = path_now()
    training = None if path.exists() else _start_training(path)
    if not is_prepared():
        print("Reading the expected questions (a minute; only when these changed) ...", flush=True)
        prepare()
    if training is not None:
        _finish(training, path)
    return path


def _start_training(path: Path) -> subprocess.Popen[bytes]:
    MODELS.mkdir(exist_ok=True)
    print(
        "Training (about four minutes; only when data, domain or vocabulary changed) ...",
        flush=True,
    )
    command = [
        sys.executable,
        *("-m", "launch.rasa_cli", "train", "--fixed-model-name", path.name[: -len(".tar.gz")]),
        *("--out", str(MODELS), "--data", "data", "--domain", "domain.yml"),
    ]
    with _LOG.open("wb") as output:
        return subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)


def _finish(training: subprocess.Popen[bytes], path: Path) -> None:
    if training.wait() or not path.exists():
        where = _LOG.relative_to(ROOT)
        raise TrainingFailed(f"training failed; the last lines of {where} say why")
    for old in MODELS.glob("welcome-*.tar.gz"):
        if old != path:
            old.unlink()
