"""WeasyPrint, imported here alone: quickly where the machine has its libraries, with a cure where it has not."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIBRARIES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1")
_PUT_OFF = ("fontTools.subset", "fontTools.varLib.instancer")
_CURES = {
    "linux": "on Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "install MSYS2, then: pacman -S mingw-w64-ucrt-x86_64-pango",
}


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@contextmanager
def _libraries_by_soname() -> Iterator[None]:
    """Answer the search for libraries with "none" during the import, where loading them by soname works.

    Before it tries a soname the import asks `find_library` for other names, which starts gcc and ld each time: a third
    of the import's cost. Python offers no switch for it, so that the function is put aside for the moment.
    """
    if not (sys.platform == "linux" and all(map(_loads, _LIBRARIES))):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _PutOff(ModuleType):
    """Stands for a module whose functions and classes are looked up, and the module loaded, when one is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: object, **named: object) -> Any:  # noqa: ANN401
            return getattr(import_module(self.__name__), name)(*given, **named)

        return called


@contextmanager
def _rare_parts_put_off() -> Iterator[None]:
    """Leave out, during the import, what subsets fonts where HarfBuzz cannot and what instances variable fonts.

    Together they are a third of the rest of the import's cost, and no page of static faces comes to need them.
    """
    absent = [name for name in _PUT_OFF if name not in sys.modules]
    sys.modules.update({name: _PutOff(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _import() -> Any:  # noqa: ANN401  (the library has no types)
    try:
        # It prints advice of its own where a library is missing: the standard output belongs to the command.
        with _libraries_by_soname(), _rare_parts_put_off(), warnings.catch_warnings(), redirect_stdout(None):
            # Fonts of the system are not used, and subsetting has a second way: neither absence is worth a warning.
            warnings.filterwarnings("ignore", "No fonts configured|FontConfig cannot load", UserWarning)
            warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
            import weasyprint
            import weasyprint.text.fonts
            import weasyprint.urls
    except ImportError as error:
        raise MachineError(f"the PDF needs the Python package {error.name}", hint="pip install weasyprint") from error
    except OSError as error:
        cure = _CURES.get(sys.platform, "install Pango with the system's packages")
        reason = str(error).partition(":")[0]
        raise MachineError(f"the PDF needs Pango, which is not on this machine ({reason})", hint=cure) from error
    return weasyprint


weasyprint: Any = _import()
"""The library. WeasyPrint has no types: what is taken from it is named with a type where it is taken."""
