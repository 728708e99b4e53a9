"""What all tests share: `factories` can be imported from every folder, and properties have time on a busy machine."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
#: Tables are as wide as in a pipe, whoever runs the tests.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def kit():
    """Parser, registry, gazetteer, codebook and judge, loaded once for all tests."""
    from dateline.pipeline import load_kit  # noqa: PLC0415  (only tests that code stories pay for it)

    return load_kit()


@pytest.fixture(scope="session")
def samples(kit, tmp_path_factory):
    """A ledger of the sample stories; nobody writes to it."""
    from dateline import api  # noqa: PLC0415  (as above)
    from dateline.doctor import sample_paths  # noqa: PLC0415
    from dateline.settings import Settings  # noqa: PLC0415

    path = tmp_path_factory.mktemp("samples") / "samples.dateline"
    for _ in api.code_into([str(sample) for sample in sample_paths()], Settings(), path, kit):
        pass
    return path


@pytest.fixture
def loaded_once(kit, monkeypatch):
    """The program and the Python interface code with the kit that is there already."""
    monkeypatch.setattr("dateline.pipeline.load_kit", lambda **_: kit)


@pytest.fixture(scope="session", autouse=True)
def no_own_registry(tmp_path_factory):
    """Tests see the registry that ships, whatever rows of his own a developer keeps."""
    folder = tmp_path_factory.mktemp("registry")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_REGISTRY", str(folder))
        yield folder
