"""The course's figures, loaded once for all tests of them."""

import pytest

from dojo.book.course_figures import of_course
from tests.fixtures.course import COURSE


@pytest.fixture(scope="session")
def chapters():
    """Return what each chapter of the course shows."""
    pytest.importorskip("matplotlib")
    return of_course(COURSE.features)


@pytest.fixture(scope="session")
def figures(chapters):
    """Return {name: (the chapter's feature, the figure)}."""
    return {
        figure.name: (chapter.feature, figure) for chapter in chapters for figure in chapter.figures
    }
