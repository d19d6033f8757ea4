"""Our four packages are ours: no other distribution installs, shadows or overwrites them."""

import ast
import importlib
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from hatchling.build import build_wheel

import copilot

HOME = Path(copilot.__file__).parents[1]
OURS = ("copilot", "agents", "tools", "scenarios")


def test_nobody_else_installs_our_names():
    """Other distributions on the registries bear the names copilot and agents; none of them is installed here."""
    owners = packages_distributions()
    assert {owner for name in OURS for owner in owners.get(name, ())} <= {"intendance"}


def test_the_four_packages_stand_side_by_side():
    """The four packages that Python finds come from one and the same folder."""
    homes = {Path(importlib.import_module(name).__file__).parent.parent for name in OURS}
    assert len(homes) == 1


def test_the_distribution_is_an_application():
    """The distribution is named intendance, is never to be uploaded, and brings the command of that name."""
    installed = distribution("intendance")
    assert "Private :: Do Not Upload" in installed.metadata.get_all("Classifier")
    scripts = {entry.name: entry.value for entry in installed.entry_points if entry.group == "console_scripts"}
    assert scripts == {"intendance": "copilot.cli:main"}


def test_the_wheel_carries_the_files_that_are_no_python(tmp_path, monkeypatch):
    """Each script, style, text, brief and table that the product reads is in the wheel that is built of it."""
    monkeypatch.chdir(HOME)
    with zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path))) as wheel:
        packed = set(wheel.namelist())
    read = {".js", ".css", ".toml", ".md", ".csv"}
    wanted = {file for name in OURS for file in (HOME / name).rglob("*") if file.suffix in read}
    assert any(file.suffix == ".js" for file in wanted)
    assert {str(file.relative_to(HOME)) for file in wanted} - packed == set()


def test_the_front_door_is_empty():
    """copilot/__init__.py holds a docstring and nothing else: an import there makes a cycle that no contract sees."""
    tree = ast.parse(Path(copilot.__file__).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1
