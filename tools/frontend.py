"""Install the front-end packages of package-lock.json where they are not current, then build static/vendor.

`--dev` installs what the tests need as well. Where the machine has no npm, one from PyPI is put into .venv-build.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import build_static

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
STAMP = MODULES / ".installed"
BUILD_VENV = ROOT / ".venv-build"
NODE_LOCK = ROOT / "requirements" / "node.txt"
OLDEST_NPM = 8


def is_current(lock: str, *, dev: bool) -> bool:
    """Whether node_modules holds what the lock says, the tests' packages too if `dev`."""
    installed = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    return installed[:1] == [lock] and (not dev or installed[1:] == ["dev"])


def npm_command() -> tuple[str, dict[str, str]]:
    """Return npm and the environment to run it in: the machine's own, or one from PyPI."""
    found = shutil.which("npm")
    if found and works(found):
        return found, dict(os.environ)
    own = BUILD_VENV / "bin"
    if not (own / "npm").exists():
        print("No npm on this machine: taking one from PyPI into .venv-build", flush=True)
        venv.create(BUILD_VENV, with_pip=True)
        pip = [own / "python", "-m", "pip", "--disable-pip-version-check", "install", "-q"]
        subprocess.run([*pip, "--require-hashes", "-r", NODE_LOCK], check=True)
    return str(own / "npm"), {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ['PATH']}"}


def works(npm: str) -> bool:
    """Whether this npm runs and reads our lock file's format."""
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().partition(".")[0]
    return answer.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM


def install(*, dev: bool) -> None:
    """Make node_modules what the lock says. Raises CalledProcessError where npm fails."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if is_current(lock, dev=dev):
        return
    npm, environment = npm_command()
    print("Installing front-end packages", flush=True)
    command = [npm, "ci", "--loglevel=error", *([] if dev else ["--omit=dev"])]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    STAMP.write_text(f"{lock} {'dev' if dev else 'run'}\n", encoding="utf-8")


def main() -> int:
    """Install, then build."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dev", action="store_true", help="also the packages that the tests need")
    try:
        install(dev=parser.parse_args().dev)
    except subprocess.CalledProcessError as error:
        print(f"frontend: {error.cmd[0]} failed; its message stands above", file=sys.stderr)
        return 1
    return build_static.main()


if __name__ == "__main__":
    sys.exit(main())
