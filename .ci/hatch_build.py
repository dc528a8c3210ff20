"""When cslint is built, its rules are read once, and what that comes to goes with the program: a run then starts at once."""

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MADE = "cslint/_precompiled.json"


class PrecompiledRules(BuildHookInterface[Any]):
    """Writes what reading the rules comes to beside the program, for a wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- the hook's shape
        """Read the rules. Raises CalledProcessError where a rule cannot be read; why stands above it."""
        subprocess.run([sys.executable, "-m", "cslint.rules.precompilation"], cwd=self.root, check=True)
        build_data["artifacts"].append(_MADE)
