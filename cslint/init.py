"""`cslint init`: a first configuration, every line of it explained."""

from pathlib import Path

from cslint.errors import CslintError

_NAME = "cslint.yaml"
_TEMPLATE = """\
# cslint 설정. 줄 앞의 #을 지우면 켜집니다. 규칙 목록은 `cslint rules`, 규칙 설명은 `cslint rule 규칙이름`으로 볼 수 있습니다.

# 쓸 규칙: recommended(권장) | strict(엄격) | all(모두)
extends: recommended

# 우리 브랜드의 말씨: hapsyo(합니다) | haeyo(해요) | any(정하지 않음)
speech-level: any

# 규칙마다 수준(off | info | warning | error)이나 기준을 바꿉니다.
# rules:
#   drida-overuse: off
#   long-sentence: {max-chars: 100}

# 우리 팀이 그대로 쓰기로 한 말과, 바꿔 쓰기로 한 말입니다.
# terms:
#   keep: [티켓]
#   add: {스마트박스: 보관함}

# 살펴볼 파일과 살펴보지 않을 파일입니다.
# include: ["manuals/**", "macros/**"]
# exclude: ["drafts/**"]

# 경로마다 상황을 정하면, 그 상황에 맞는 규칙을 적용합니다.
# files:
#   - glob: "macros/refund/**"
#     situation: refund-refusal
#   - glob: "**/*.csv"
#     columns: {reply: [답변, 멘트], situation: 상황, title: 제목}
"""


def write_config(folder: Path) -> Path:
    """Write a commented `cslint.yaml` into `folder` and return its path.

    Raises CslintError if there is one, or if it cannot be written; a file is never overwritten.
    """
    path = folder / _NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_TEMPLATE)
    except FileExistsError as error:
        raise CslintError("설정 파일이 이미 있습니다.", path.as_posix(), "그 파일을 고쳐 쓰시면 됩니다.") from error
    except OSError as error:
        raise CslintError(
            "설정 파일을 쓰지 못했습니다.", path.as_posix(), "폴더의 쓰기 권한을 확인해 주세요."
        ) from error
    return path
