"""Addresses of vendors. The further registers come first, or their names would be read as a vendor's id."""

from jangbu.apps.base.routes import route
from jangbu.apps.registers.urls import pages
from jangbu.apps.vendors.assessments import views as assessments
from jangbu.apps.vendors.certificates.register import CERTIFICATES_REGISTER
from jangbu.apps.vendors.contracts import views as contracts
from jangbu.apps.vendors.contracts.register import CONTRACTS
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.uses import processors
from jangbu.apps.vendors.uses import views as uses

READS, WRITES = VENDORS.needs("read"), VENDORS.needs("write")
CONTRACT = "contracts/<str:contract_id>/"

urlpatterns = [
    *pages(CERTIFICATES_REGISTER, "certificates/"),
    *pages(CONTRACTS, "contracts/"),
    route(f"{CONTRACT}clauses/", contracts.clauses, name="contracts-clauses", needs=WRITES),
    route(f"{CONTRACT}gaps/", contracts.gaps, name="contracts-gaps", needs=READS),
    route(f"{CONTRACT}gaps/letter.<str:form>", contracts.gaps_letter, name="contracts-letter", needs=READS),
    route(f"{CONTRACT}asked/", contracts.asked, name="contracts-asked", needs=WRITES),
    route("weights/", assessments.weights, name="vendors-weights", needs=READS),
    route("processors/", processors.processors, name="vendors-processors", needs=READS),
    route("uses/<str:use_id>/remove/", uses.remove, name="vendors-use-remove", needs=WRITES),
    *pages(VENDORS),
    route("<str:vendor_id>/assess/", assessments.assess, name="vendors-assess", needs=WRITES),
    route("<str:vendor_id>/uses/", uses.add, name="vendors-use-add", needs=WRITES),
]
