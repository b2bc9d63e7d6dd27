import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from folders import written

from steppe.world.load import load_case


@pytest.fixture
def small(tmp_path):
    """The smallest full case, loaded."""
    return load_case(written(tmp_path / "small"))
