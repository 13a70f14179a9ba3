"""Earlier releases of the rules that read documents: kept as files, proven by fingerprint, run in their own process."""

from jangbu.engines.releases.keeping import Kept, fingerprint, packed, unpacked
from jangbu.engines.releases.problems import KEPT_BROKEN, KEPT_FAILED
from jangbu.engines.releases.reading import Setup, read

__all__ = ["KEPT_BROKEN", "KEPT_FAILED", "Kept", "Setup", "fingerprint", "packed", "read", "unpacked"]
