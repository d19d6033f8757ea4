import os

import pytest
from vllm_asked import KEY, NAME
from vllm_stub import Stub

from copilot.adapters.models.vllm import Vllm
from copilot.settings import Settings

REAL = os.environ.get("INTENDANCE_TEST_VLLM_URL", "")


@pytest.fixture
def stub():
    """A server that says recorded answers again."""
    with Stub() as running:
        yield running


@pytest.fixture(params=["stub", "real"])
def url(request):
    """The address of the stub, and of a real server where there is one."""
    if request.param == "stub":
        return request.getfixturevalue("stub").url
    if not REAL:
        pytest.skip("INTENDANCE_TEST_VLLM_URL names no real vLLM: make test-vllm starts one")
    return REAL


def _settings(url, **chosen):
    return Settings(**{"model": NAME, "model_url": url, "model_key": KEY, "model_silence": 60} | chosen)


@pytest.fixture
def served(url):
    """Makes a backend of that server, with settings of one's own."""
    return lambda **chosen: Vllm(_settings(url, **chosen))


@pytest.fixture
def stubbed(stub):
    """Makes a backend of the stub, with settings of one's own."""
    return lambda **chosen: Vllm(_settings(stub.url, **chosen))
