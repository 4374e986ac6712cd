"""Every address; each room brings its own."""

urlpatterns: list = []
