"""Addresses of vendors. The further registers come first, or their names would be read as a vendor's id."""

from jangbu.apps.registers.urls import pages
from jangbu.apps.vendors.certificates.register import CERTIFICATES_REGISTER
from jangbu.apps.vendors.register import VENDORS

urlpatterns = [*pages(CERTIFICATES_REGISTER, "certificates/"), *pages(VENDORS)]
