"""Our own Backstage (`backstage/`) beside the local platform: its catalog, database and process, and who signs in."""

from finops_local.backstage.process import Backstage, NotBuilt
from finops_local.backstage.sign_in import sign_in

__all__ = ["Backstage", "NotBuilt", "sign_in"]
