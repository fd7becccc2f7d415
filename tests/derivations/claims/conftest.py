"""Faults of the judge are let through, so that a test sees them and not a polite sentence."""

import pytest

from derivations.claims import check_claim


@pytest.fixture(autouse=True)
def _faults_are_raised(monkeypatch):
    monkeypatch.setattr(check_claim, "RAISING", True)
