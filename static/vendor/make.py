"""Re-make the vendored files from pinned npm packages: `python static/vendor/make.py` (needs npm, once, on a developer's machine).

The result is committed; nothing of npm runs on the server. `package.json` pins the versions and
`package-lock.json` their checksums (without download addresses). Raise a version there, run
`npm install --omit-lockfile-registry-resolved --package-lock-only` beside it, run this, look at `/onderdelen`.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent
JOURNEYS = STATIC.parent / "tests" / "journeys" / "vendor"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "@fontsource-variable/source-sans-3"
COMPONENTS = (
    "form-field form-fieldset form-label form-field-description form-field-error-message textbox textarea select".split()
)
ICONS = sorted(
    """
    alert-circle alert-triangle archive arrow-back-up arrow-down arrow-left arrow-right arrow-up ban bell bold
    blockquote book bookmark building-community calendar-event calendar-month calendar-off calendar-plus calendar-stats calendar-time
    cash certificate chart-bar check checklist chevron-down chevron-left chevron-right chevron-up circle
    circle-check circle-dashed circle-dot circle-x clock cloud-off coin-euro copy device-floppy dots download
    external-link eye eye-off file-invoice file-text file-type-pdf filter fingerprint flag gavel grip-vertical hand-stop help-circle
    history home hourglass id-badge info-circle indent-increase italic key keyboard link list list-check list-numbers
    lock lock-open maximize login logout mail mailbox map menu-2 message messages minus notes paperclip pencil phone
    player-pause player-play plus printer refresh repeat rotate rotate-clockwise rss scale search send settings shield-check
    signature star switch-horizontal tag strikethrough trash underline upload user user-check user-circle user-plus users users-group
    versions wifi-off wifi world x zoom-in zoom-out
    """.split()
)
COPIES = {
    f"{FONT}/files/source-sans-3-latin-wght-normal.woff2": HERE / "source-sans-3-latin.woff2",
    f"{FONT}/files/source-sans-3-latin-ext-wght-normal.woff2": HERE / "source-sans-3-latin-ext.woff2",
    "htmx.org/dist/htmx.min.js": HERE / "htmx.min.js",
    "sortablejs/Sortable.min.js": HERE / "sortable.min.js",
    "squire-rte/dist/squire.js": HERE / "squire.min.js",
    "dompurify/dist/purify.min.js": HERE / "purify.min.js",
    "axe-core/axe.min.js": JOURNEYS / "axe.min.js",
    f"{TOKENS}/LICENSE.md": HERE / "licences" / "voorbeeld-design-tokens.EUPL-1.2.md",
    "@utrecht/form-field-css/LICENSE.md": HERE / "licences" / "utrecht.EUPL-1.2.md",
    "@tabler/icons/LICENSE": HERE / "licences" / "tabler-icons.MIT.txt",
    f"{FONT}/LICENSE": HERE / "licences" / "source-sans-3.OFL-1.1.txt",
    "htmx.org/LICENSE": HERE / "licences" / "htmx.0BSD.txt",
    "sortablejs/LICENSE": HERE / "licences" / "sortable.MIT.txt",
    "squire-rte/LICENSE": HERE / "licences" / "squire.MIT.txt",
    "dompurify/LICENSE": HERE / "licences" / "purify.Apache-2.0.txt",
    "axe-core/LICENSE": JOURNEYS / "axe-core.MPL-2.0.txt",
}


def install(folder: Path) -> Path:
    """Packages of the lock file, checked against their checksums; their scripts never run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)  # noqa: S607
    return folder / "node_modules"


def sprite(icons: Path) -> str:
    """One SVG with a symbol for each icon; colour and stroke come from the page (`.ic`)."""
    symbols = []
    for name in ICONS:
        inner = re.sub(r"<!--.*?-->", "", (icons / f"{name}.svg").read_text(encoding="utf-8"), flags=re.S)
        shapes = "".join(line.strip() for line in inner[inner.index(">") + 1 : inner.rindex("</svg>")].splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def pruned(theme: str, *used_in: str) -> str:
    """Declarations of the theme that the given styles reach, directly or through another declaration."""
    declared = dict(re.findall(r"^\s+(--[\w-]+): (.*);$", theme, re.M))
    queue = set(re.findall(r"var\((--[\w-]+)", "".join(used_in)))
    needed: set[str] = set()
    while queue:
        name = queue.pop()
        if name in declared and name not in needed:
            needed.add(name)
            queue |= set(re.findall(r"var\((--[\w-]+)", declared[name]))
    rows = "\n".join(f"  {name}: {value};" for name, value in declared.items() if name in needed)
    return f":root {{\n{rows}\n}}\n"


def stylesheet(modules: Path) -> str:
    """Chosen Utrecht components behind the tokens that they and our own layer use."""
    parts = []
    for name in COMPONENTS:
        folder = modules / "@utrecht" / f"{name}-css"
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        css = (folder / "dist" / "index.min.css").read_text(encoding="utf-8").strip()
        parts.append(f"/* @utrecht/{name}-css {version}, EUPL-1.2 */\n{css}\n")
    own = "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").glob("*.css")))
    theme = (modules / TOKENS / "dist" / "theme.css").read_text(encoding="utf-8")
    version = json.loads((modules / TOKENS / "package.json").read_text(encoding="utf-8"))["version"]
    head = f"/* Made by make.py. Pruned from {TOKENS} {version}, EUPL-1.2 */\n"
    return head + pruned(theme, *parts, own) + "".join(parts)


def main() -> int:
    """Write every vendored file anew."""
    with tempfile.TemporaryDirectory() as name:
        modules = install(Path(name))
        for source, target in COPIES.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(modules / source, target)
        (HERE / "icons.svg").write_text(sprite(modules / "@tabler/icons/icons/outline"), encoding="utf-8")
        (HERE / "utrecht.css").write_text(stylesheet(modules), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
