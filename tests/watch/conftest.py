import pytest

from watched import Site, World


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def world(tmp_path, site):
    return World(folder=tmp_path, site=site)
