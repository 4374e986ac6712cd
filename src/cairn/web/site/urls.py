"""What anyone can open: the front door, help now, health, language, the demo's door."""

from django.urls import path

from cairn.web.shell.gallery import gallery
from cairn.web.site import demo, health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("sos/", views.sos, name="sos"),
    path("about/", views.about, name="about"),
    path("language/", views.set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("gallery/", gallery, name="gallery"),
    path("demo/", demo.demo, name="demo"),
]
