from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[3] / "src"


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(SRC)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_naming_the_format_does_not_load_the_renderer() -> None:
    assert (
        run("import sys, brief.formats.pdf; print({'weasyprint', 'jinja2', 'fontTools'} & set(sys.modules))") == "set()"
    )


@pytest.mark.needs("pango")
def test_the_search_for_libraries_is_put_back_after_the_import() -> None:
    script = "import ctypes.util as u; f = u.find_library; import brief.formats.pdf.engine; print(u.find_library is f)"
    assert run(script) == "True"


@pytest.mark.needs("pango")
def test_what_subsets_fonts_another_way_is_loaded_when_it_is_called() -> None:
    script = """
import contextlib, sys
import brief.formats.pdf.engine
from weasyprint.pdf import fonts
print("fontTools.subset" in sys.modules, "fontTools.varLib" in sys.modules)
options = fonts.subset.Options(retain_gids=True)
import fontTools.subset
print(type(options) is fontTools.subset.Options, options.retain_gids)
with contextlib.suppress(Exception):
    fonts.instantiateVariableFont("no font", {})
print("fontTools.varLib.instancer" in sys.modules)
"""
    assert run(script).splitlines() == ["False False", "True True", "True"]


WITHOUT_PANGO = """
import cffi, ctypes
class Absent(cffi.FFI):
    def dlopen(self, name, flags=0):
        raise OSError("cannot load library 'libgobject-2.0-0'")
cffi.FFI = Absent
from brief.errors import MachineError
try:
    import brief.formats.pdf.engine
except MachineError as error:
    print(error.exit_code, error)
"""


@pytest.mark.needs("pango")
def test_a_machine_without_pango_is_told_the_cure() -> None:
    said = run(WITHOUT_PANGO)
    assert "3 the PDF needs Pango, which is not on this machine" in said
    if sys.platform == "linux":
        assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in said
