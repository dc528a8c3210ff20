"""Zip archives that office programs write: whole, unlocked and of a bearable size before anything is unpacked."""

import io
import zipfile
from dataclasses import dataclass

from cslint.errors import CslintError
from cslint.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SMALL = 1_000_000  # below this no ratio does harm
_MEDIA = 10  # pictures are not read; a file may hold this many times more of them than of text
_MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Program:
    """What people call the program and its files: 워드, `.docx`, the old `.doc`, the folder of the archive with pictures."""

    name: str
    suffix: str
    old_suffix: str
    media: str


def check_container(path: str, data: bytes, program: Program, limits: Limits) -> None:
    """Raise CslintError unless `data` is a whole, unlocked zip archive that unpacks to no more than `limits` allow."""
    name, suffix, old = program.name, program.suffix, program.old_suffix
    unlock = "암호를 풀어 저장한 뒤 다시 실행해 주세요."
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise CslintError(f"암호가 걸린 {name} 파일이라 읽을 수 없습니다.", path, unlock)
        raise CslintError(f"옛 {name} 형식({old})이라 읽을 수 없습니다.", path, f"{suffix}로 저장해 주세요.")
    if not data.startswith(b"PK"):
        hint = f"이름만 {suffix}인지 확인해 주세요."
        raise CslintError(f"{name}({suffix}) 파일이 아니라 읽을 수 없습니다.", path, hint)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        hint = "원본을 다시 내려받아 주세요."
        raise CslintError(f"{name} 파일이 중간에서 잘려 읽을 수 없습니다.", path, hint) from error
    if any(part.flag_bits & 1 for part in parts):
        raise CslintError(f"암호가 걸린 {name} 파일이라 읽을 수 없습니다.", path, unlock)
    media = sum(part.file_size for part in parts if part.filename.startswith(program.media))
    text = sum(part.file_size for part in parts) - media
    for part in parts:
        if part.file_size > _SMALL:
            limits.check_ratio(path, part.filename, part.file_size / max(part.compress_size, 1))
    limits.check_unpacked(path, max(text, media // _MEDIA))
    if len(parts) > _MOST_PARTS:
        what = f"{name} 파일 안에 조각이 {len(parts):,}개나 들어 있어 읽지 않았습니다."
        raise CslintError(what, path, "필요한 부분만 남겨 저장해 주세요.")
