"""The email alone: `python mail.py FOLDER FILE`."""

import sys
from pathlib import Path

import css_inline
import mjml
from story import environment, load

folder, target = map(Path, sys.argv[1:])
source = environment(escaped=True).get_template("mail.mjml").render(load(folder))
target.write_text(css_inline.inline(mjml.mjml2html(source, fonts={})), encoding="utf-8")
