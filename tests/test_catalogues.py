"""Every catalogue that ships can be read with the predicates that exist, and leads to pages of ours."""

from __future__ import annotations

import pytest

from jangbu.apps.journey.queries import catalogues

pytestmark = pytest.mark.django_db


def test_catalogues_can_be_read():
    assert {"governance", "pilot", "roi", "roadmap_90", "roadmap_2w", "roadmap_8w"} <= catalogues().keys()
