"""`cslint init`: writes the configuration that suits this folder, every line of it explained."""

import os
from pathlib import Path

from cslint.errors import CslintError
from cslint.files import create_file, unwritten
from cslint.proposal import propose

_NAME = "cslint.yaml"


def write_config(folder: Path) -> Path:
    """Write a commented `cslint.yaml` into `folder` and return its path.

    Raises CslintError if there is one, or if it cannot be written; a file is never overwritten.
    """
    path = folder / _NAME
    if os.path.lexists(path):  # a folder of many files takes a while to look through
        raise _there(path)
    try:
        create_file(path, propose(folder).encode("utf-8", "replace"))
    except FileExistsError as error:
        raise _there(path) from error
    except OSError as error:
        raise unwritten("설정 파일을 쓰지 못했습니다.", path, error) from error
    return path


def _there(path: Path) -> CslintError:
    return CslintError("설정 파일이 이미 있습니다.", path.as_posix(), "그 파일을 고쳐 쓰시면 됩니다.")
