"""All addresses: one include for each door. German pages have no prefix, English ones ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("api/v1/", include("leitstand.interfaces.api.urls")),
    *i18n_patterns(
        # An account's address is the administration's to change, not its holder's.
        path("konto/email/", RedirectView.as_view(pattern_name="desk:own-account")),
        path("konto/", include("allauth.urls")),
        path("arbeitsplatz/", include("leitstand.interfaces.desk.urls")),
        path("melden/", include("leitstand.interfaces.links.urls")),
        path("", include("leitstand.interfaces.portal.urls")),
        prefix_default_language=False,
    ),
]
