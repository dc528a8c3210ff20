import os
import unicodedata
from pathlib import Path

import pytest

from cslint.discovery import Configurations, find_files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, text: str = "") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def found(*paths: str, force_exclude: bool = False) -> list[str]:
    files = find_files([Path(path) for path in paths], Configurations(), force_exclude=force_exclude)
    return [path.as_posix() for path in files]


@pytest.mark.usefixtures("here")
class TestFolders:
    def test_known_suffixes_in_a_stable_order(self) -> None:
        write("b.md", "a/z.TXT", "a/b.yml", "c.json", "c.jsonl", "d.csv", "d.tsv", "e.markdown", "e.yaml", "f.text")
        write("g.ndjson", "h.tab", "image.png", "code.py", "Makefile")
        expected = ["a/b.yml", "a/z.TXT", "b.md", "c.json", "c.jsonl", "d.csv", "d.tsv", "e.markdown", "e.yaml"]
        assert found(".") == [*expected, "f.text", "g.ndjson", "h.tab"]
        assert found() == found(".")

    def test_tools_files_and_folders_are_passed_by(self) -> None:
        write("a.md", ".hidden.md", ".github/x.md", ".git/x.txt", "node_modules/x.md", "venv/x.txt", "own/pyvenv.cfg")
        write("own/x.txt", "cslint.yaml", ".pre-commit-config.yaml", "package.json", "sub/package-lock.json")
        write("requirements.txt")
        assert found(".") == ["a.md"]

    def test_rule_folders_hold_no_manuals(self) -> None:
        write("cslint.yaml", text="rule-dirs: [tone/rules]\n")
        write("tone/rules/r.yaml", "tone/replies.yaml")
        assert found(".") == ["tone/replies.yaml"]
        assert found("tone") == ["tone/replies.yaml"]

    def test_include_and_exclude_are_read_from_the_configurations_folder(self) -> None:
        write("cslint.yaml", text='include: ["macros/**"]\nexclude: ["**/drafts/**", old.md]\n')
        write("macros/a.md", "macros/drafts/b.md", "macros/old.md", "other/c.md")
        assert found(".") == ["macros/a.md"]
        assert found("macros") == ["macros/a.md"]

    def test_an_excluded_folder_is_not_entered(self) -> None:
        write("cslint.yaml", text="exclude: [drafts]\n")
        write("drafts/a.md", "deep/drafts/b.md", "deep/c.md")
        assert found(".") == ["deep/c.md"]

    def test_no_path_means_what_the_configuration_includes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write("cslint.yaml", text='include: ["macros/**"]\n')
        write("macros/a.md", "other/c.md")
        monkeypatch.chdir("other")
        assert found() == ["../macros/a.md"]

    def test_no_path_without_include_means_the_current_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write("cslint.yaml", text="speech-level: hapsyo\n")
        write("macros/a.md", "other/c.md")
        monkeypatch.chdir("other")
        assert found() == ["c.md"]

    def test_a_nested_configuration_holds_for_its_folder(self) -> None:
        write("cslint.yaml", text="exclude: [a.md]\n")
        write("team/cslint.yaml", text="exclude: [b.md]\n")
        write("a.md", "b.md", "team/a.md", "team/b.md")
        assert found(".") == ["b.md", "team/a.md"]

    def test_a_loop_of_links_ends(self) -> None:
        write("a/b/c.md")
        Path("a/b/up").symlink_to("../..", target_is_directory=True)
        Path("a/self").symlink_to("self")
        Path("a/gone.md").symlink_to("nowhere.md")
        assert found(".") == ["a/b/c.md"]

    def test_a_linked_folder_is_read(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        outside = tmp_path_factory.mktemp("outside")
        (outside / "x.md").write_text("", encoding="utf-8")
        Path("linked").symlink_to(outside, target_is_directory=True)
        assert found(".") == ["linked/x.md"]

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_korean_names_keep_their_form(self, form: str) -> None:
        name = unicodedata.normalize(form, "환불/거절 안내.md")
        write(name)
        assert found(".") == [name]
        assert found(name) == [name]

    def test_decomposed_names_sort_like_composed_ones(self) -> None:
        write(unicodedata.normalize("NFD", "가.md"), "나.md", unicodedata.normalize("NFD", "다.md"))
        assert [unicodedata.normalize("NFC", name) for name in found(".")] == ["가.md", "나.md", "다.md"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
    def test_a_closed_folder_is_handed_on_to_be_reported(self) -> None:
        write("closed/a.md", "b.md")
        Path("closed").chmod(0)
        try:
            assert found(".") == ["b.md", "closed"]
        finally:
            Path("closed").chmod(0o700)


@pytest.mark.usefixtures("here")
class TestFiles:
    def test_a_given_file_is_always_read(self) -> None:
        write("cslint.yaml", text="exclude: ['**/*.md']\n")
        write("a.md", "README", ".hidden/x.md", "package.json")
        given = ["a.md", "README", ".hidden/x.md", "package.json"]
        assert found(*given) == given

    def test_force_exclude_holds_for_given_files_too(self) -> None:
        write("cslint.yaml", text="exclude: ['drafts/**']\nrule-dirs: [tone]\n")
        write("a.md", "drafts/b.md", "tone/r.yaml", "package.json", "code.py", ".hidden/x.md", "sub/node_modules/x.md")
        given = ["a.md", "drafts/b.md", "tone/r.yaml", "package.json", "code.py", ".hidden/x.md", "cslint.yaml"]
        assert found(*given, "sub/node_modules/x.md", force_exclude=True) == ["a.md"]

    def test_each_file_comes_once_in_the_order_given(self) -> None:
        write("x/b.md", "x/a.md")
        assert found("x/b.md", "x", "./x/a.md", "x/../x/b.md") == ["x/b.md", "x/a.md"]

    def test_a_missing_path_is_passed_on_so_that_the_others_are_linted(self) -> None:
        write("b.md")
        assert found("없는 폴더/a.md", "b.md") == ["없는 폴더/a.md", "b.md"]

    def test_absolute_paths_stay_absolute(self, here: Path) -> None:
        write("sub/a.md")
        assert found(str(here / "sub")) == [(here / "sub/a.md").as_posix()]


class TestConfigurations:
    def test_one_given_configuration_holds_everywhere(self, here: Path) -> None:
        write("cslint.yaml", text="exclude: [a.md]\n")
        write("deep/cslint.yaml", text="exclude: [b.md]\n")
        only = Configurations().of_folder(here)
        assert Configurations(only).of_file(here / "deep" / "x.md") is only

    def test_a_configuration_is_read_once_for_all_folders_below(self, here: Path) -> None:
        write("cslint.yaml", text="exclude: [a.md]\n")
        write("a/b/c.md", "d/e.md")
        configurations = Configurations()
        top = configurations.of_folder(here)
        assert configurations.of_file(here / "a/b/c.md") is top
        assert configurations.of_file(Path("d/e.md")) is top
