"""Standing behind mentors."""

from django.urls import path

from cairn.web.supervision import views

urlpatterns = [
    path("supervision/", views.index, name="supervision"),
    path("supervision/my-mentor/", views.my_mentor, name="my-mentor"),
    path("supervision/together/", views.together, name="supervision-together"),
    path("supervision/mentors/<uuid:mentor>/", views.one, name="supervision-mentor"),
    path("supervision/actions/<uuid:action>/done/", views.done, name="supervision-done"),
    path("supervision/mentors/<uuid:mentor>/practice/", views.rate, name="fidelity"),
]
