"""All addresses: one include for each door."""

urlpatterns = []
