"""What other programs say of whole conformance: veraPDF where it is installed, else the step says that it is not."""

import shutil
import subprocess
from pathlib import Path

import pytest

MISSING = "veraPDF ontbreekt: installeer het om PDF/A-2a en PDF/UA-1 volledig te laten nagaan"
FLAVOURS = ("2a", "ua1")


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("stage", ["unsigned", "by_both"])
def test_verapdf_agrees(request: pytest.FixtureRequest, tmp_path: Path, stage: str, flavour: str) -> None:
    """Archiefregeling art. 26: before signing, and with both signatures and the seal."""
    if not shutil.which("verapdf"):
        pytest.skip(MISSING)
    (tmp_path / "verslag.pdf").write_bytes(request.getfixturevalue(stage))
    command = ["verapdf", "--format", "text", "--flavour", flavour, "verslag.pdf"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.stdout.startswith("PASS"), said.stdout + said.stderr
