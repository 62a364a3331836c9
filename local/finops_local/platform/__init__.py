"""Every process of the module on this machine, as one thing that starts, is watched and ends."""

from finops_local.platform.platform import Platform
from finops_local.platform.stopping import wait_for_signal
from finops_local.platform.supervised import Address

__all__ = ["Address", "Platform", "wait_for_signal"]
