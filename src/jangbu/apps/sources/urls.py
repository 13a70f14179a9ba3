"""Addresses of the data pages; each feature keeps its own. Those with fixed words come first."""

from jangbu.apps.sources.catalogue.urls import urlpatterns as catalogue
from jangbu.apps.sources.cleaning.urls import urlpatterns as cleaning
from jangbu.apps.sources.delivery.urls import urlpatterns as delivery
from jangbu.apps.sources.looking.urls import urlpatterns as looking

urlpatterns = [*catalogue, *cleaning, *looking, *delivery]
