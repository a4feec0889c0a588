"""The import contract of pyproject.toml holds, and every module stands in it."""

from pathlib import Path

from importlinter import api, configuration
from importlinter.application.use_cases import lint_imports

ROOT = Path(__file__).parents[1]


def test_imports_go_one_way() -> None:
    configuration.configure()
    settings = api.read_configuration(str(ROOT / "pyproject.toml"))
    assert len(settings["contracts_options"]) >= 5
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
