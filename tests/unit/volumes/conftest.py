"""A publication with a volume, for each test of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import volume_samples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shelf(tmp_path: Path) -> volume_samples.Shelf:
    return volume_samples.shelf(tmp_path)
