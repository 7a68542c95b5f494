"""Makes the fonts of this folder from those that Fontsource publishes for browsers.

A browser's font is compressed, cut by script and of variable weight. What is printed
needs TrueType, one weight a file. From the root of the project:

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools brotli
    (cd /tmp/fonts && npm install @fontsource-variable/atkinson-hyperlegible-next@5.3.0 \
        @fontsource-variable/noto-sans@5.3.0 @fontsource-variable/noto-sans-arabic@5.3.0 \
        @fontsource-variable/noto-sans-hebrew@5.3.0)
    /tmp/fonts/bin/python crates/print/fonts/make.py /tmp/fonts/node_modules

The licence of each stands beside it: the SIL Open Font License 1.1, without names that
are reserved.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = [
    ("Atkinson Hyperlegible Next", 400, "Regular", ["latin", "latin-ext"]),
    ("Atkinson Hyperlegible Next", 700, "Bold", ["latin", "latin-ext"]),
    ("Noto Sans", 400, "Regular", ["greek", "cyrillic"]),
    ("Noto Sans Arabic", 400, "Regular", ["arabic"]),
    ("Noto Sans Hebrew", 400, "Regular", ["hebrew"]),
]


def make(packages, family, weight, style, scripts):
    package = family.lower().replace(" ", "-")
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in scripts:
            file = f"{package}-{script}-wght-normal.woff2"
            font = TTFont(packages / "@fontsource-variable" / package / "files" / file)
            font.flavor = None
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
            parts.append(str(Path(folder) / f"{script}.ttf"))
            font.save(parts[-1])
        font = Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
        file = f"{family.replace(' ', '')}-{style}"
        names = {1: family, 2: style, 4: f"{family} {style}", 6: file}
        for number, name in names.items():
            font["name"].setName(name, number, 3, 1, 0x409)
        font.save(Path(__file__).parent / package / f"{file}.ttf")


for font in FONTS:
    make(Path(sys.argv[1]), *font)
