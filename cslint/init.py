"""`cslint init`: writes the configuration that suits this folder, every line of it explained."""

from pathlib import Path

from cslint.errors import CslintError
from cslint.proposal import propose

_NAME = "cslint.yaml"


def write_config(folder: Path) -> Path:
    """Write a commented `cslint.yaml` into `folder` and return its path.

    Raises CslintError if there is one, or if it cannot be written; a file is never overwritten.
    """
    path = folder / _NAME
    text = propose(folder)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise CslintError("설정 파일이 이미 있습니다.", path.as_posix(), "그 파일을 고쳐 쓰시면 됩니다.") from error
    except OSError as error:
        raise CslintError(
            "설정 파일을 쓰지 못했습니다.", path.as_posix(), "폴더의 쓰기 권한을 확인해 주세요."
        ) from error
    return path
