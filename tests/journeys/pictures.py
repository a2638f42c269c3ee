"""Pictures of pages to look at: `python -m tests.journeys.pictures FOLDER ADDRESS… [--user NAME --password WORD]`."""

import argparse
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.journeys.browser import WIDTHS
from tests.journeys.conftest import HEIGHTS, LAUNCH


def main() -> None:
    """Save each page at each width as `<path>-<width>.png`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--menu", action="store_true", help="open the menu first")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=LAUNCH)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, locale="nl-NL")
            first = urlsplit(asked.addresses[0])
            if asked.user:
                page.goto(f"{first.scheme}://{first.netloc}/account/login/")
                page.locator("input[name=login]").fill(asked.user)
                page.locator("input[name=password]").fill(asked.password)
                page.locator("main button[type=submit]").click()
                page.wait_for_load_state()
            for address in asked.addresses:
                page.goto(address)
                if asked.menu:
                    page.locator(".paneel > summary, .wie > summary").locator("visible=true").first.click()
                name = urlsplit(address).path.strip("/").replace("/", "-") or "begin"
                page.screenshot(path=str(asked.folder / f"{name}-{width}.png"), full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
