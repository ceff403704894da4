"""See that the machine has what the browser, database and PDF tests need: Chromium, Java, PostgreSQL and Pango.

On Debian and Ubuntu what is missing is installed where it may be (as root, or with sudo that asks for no password);
elsewhere the one command to run is printed and the exit code is 1.
"""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from functools import partial
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "apt-get install -y --no-install-recommends"


def has_chromium() -> bool:
    """Whether a Chromium is on PATH, or named by PORTAL_TEST_CHROMIUM."""
    return any(shutil.which(name) for name in (os.environ.get("PORTAL_TEST_CHROMIUM", ""), *CHROMIUM) if name)


def has_java() -> bool:
    """Whether Java runs."""
    return shutil.which("java") is not None


def has_postgresql() -> bool:
    """Whether PostgreSQL's server is installed, on PATH or where Debian puts it."""
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_libraries(*names: str) -> bool:
    """Whether the shared libraries of these names are installed."""
    return all(find_library(name) for name in names)


NEEDS = {
    "chromium": has_chromium,
    "default-jre-headless": has_java,
    "postgresql": has_postgresql,
    "libpangoft2-1.0-0": partial(has_libraries, "pango-1.0", "pangoft2-1.0"),
    "libharfbuzz-subset0": partial(has_libraries, "harfbuzz-subset"),
}


def missing() -> list[str]:
    """Return the distribution's packages that are not there yet."""
    return [package for package, is_there in NEEDS.items() if not is_there()]


def elevation() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that needs a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install(packages: list[str]) -> bool:
    """Install packages where that is allowed. Returns whether it worked."""
    prefix = elevation()
    if prefix is None or not shutil.which("apt-get"):
        return False
    print(f"Installing {', '.join(packages)}", flush=True)
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    commands = ([*quiet, "apt-get", "update", "-q"], [*quiet, *INSTALL.split(), *packages])
    return all(subprocess.run(command, check=False).returncode == 0 for command in commands)


def main() -> int:
    """Install what is missing, or say how."""
    packages = missing()
    if packages and install(packages):
        packages = missing()
    if not packages:
        return 0
    print(
        f"The tests need {', '.join(packages)}. On Debian or Ubuntu run:\n\n"
        f"    sudo {INSTALL} {' '.join(packages)}\n\n"
        "Elsewhere install them your way; PORTAL_TEST_CHROMIUM may name the browser.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
