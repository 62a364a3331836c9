"""What several files of these tests begin with."""

import pytest

from tests.fix_chain import Chain
from tests.fix_company import Company
from tests.integration.runs.closing import close, night


@pytest.fixture
def closed(chain: Chain, company: Company) -> Company:
    """Both months are published, the last one is closed."""
    assert night(chain, company)["status"] == "SUCCESS"
    close(company)
    return company
