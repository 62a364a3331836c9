"""The sample's technology domains: every connector feeds at least one of them."""

from finops_local.sample.catalogue import Domain, Stub
from finops_local.sample.domains.artifacts import ARTIFACTS
from finops_local.sample.domains.code_quality import CODE_QUALITY
from finops_local.sample.domains.containers import CONTAINERS
from finops_local.sample.domains.cube import CUBE
from finops_local.sample.domains.forge import CI, FORGE
from finops_local.sample.domains.messaging import MESSAGING
from finops_local.sample.domains.open_legacy import OPEN
from finops_local.sample.domains.openstack import PRIVATE_COMPUTE, PRIVATE_OPENSTACK
from finops_local.sample.domains.private_cloud import PRIVATE_CLOUD
from finops_local.sample.domains.production_support import PRODUCTION_SUPPORT
from finops_local.sample.domains.public_cloud import PUBLIC_CLOUD
from finops_local.sample.domains.telephony import TELEPHONY
from finops_local.sample.domains.workplace import WORKPLACE

DOMAINS: tuple[Domain, ...] = (
    OPEN,
    PUBLIC_CLOUD,
    PRIVATE_CLOUD,
    PRIVATE_OPENSTACK,
    PRIVATE_COMPUTE,
    CONTAINERS,
    FORGE,
    CI,
    ARTIFACTS,
    CODE_QUALITY,
    CUBE,
    MESSAGING,
    TELEPHONY,
    WORKPLACE,
    PRODUCTION_SUPPORT,
)
STUBS: tuple[Stub, ...] = tuple({stub.name: stub for domain in DOMAINS for stub in domain.stubs}.values())
"""Each once, though several domains may be fed by one."""
SECRETS: frozenset[str] = frozenset(
    [
        *(name for domain in DOMAINS for name in domain.secrets),
        *(stub.token_env for stub in STUBS if stub.token_env is not None),
    ]
)
"""What functions and stubs must know of each other, by name; every platform makes up its own."""
