"""The page alone, in the largest type with which it is one page: `python page.py FOLDER FILE [SIZE]`."""

import sys
from pathlib import Path

from story import environment, load
from weasyprint import HTML

FONTS = Path(__file__).parents[2] / "templates" / "themes" / "default" / "fonts"
SIZES = ("11.5", "11", "10.5", "10", "9.5", "9", "8.5", "8", "7.5", "7")
"""Points, from the largest type in which `brief` sets a page; half a point is the step that people take."""

folder, target = map(Path, sys.argv[1:3])
story = load(folder)
template = environment(escaped=True).get_template("page.html")
for size in sys.argv[3:] or SIZES:
    document = HTML(string=template.render(story, size=size, fonts=FONTS.as_uri()), base_url=str(folder)).render()
    if len(document.pages) == 1:
        break
document.write_pdf(target)
