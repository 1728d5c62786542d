"""The digest alone: `python digest.py FOLDER FILE`."""

import sys
from pathlib import Path

from story import environment, load

folder, target = map(Path, sys.argv[1:])
target.write_text(environment(escaped=False).get_template("digest.md").render(load(folder)), encoding="utf-8")
