"""What helps in the hand: leaving quickly, the cover, and one's wishes about both."""

from django.urls import path

from cairn.web.cover import views

urlpatterns = [
    path("leave/", views.leave, name="leave"),
    path("cover/", views.cover, name="cover"),
    path("cover/lay/", views.lay, name="cover-lay"),
    path("account/phone/", views.in_the_hand, name="in-the-hand"),
]
