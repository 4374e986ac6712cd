"""Coming in, going out, and one's own account."""

from django.urls import path

from cairn.web.people import account, leaving, record, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("invitations/<str:token>/join/", views.join_with_account, name="invitation-join"),
    path("join/<slug:door>/", views.join, name="join"),
    path("first/<str:token>/", views.first, name="first"),
    path("recovery/", views.recovery, name="recovery"),
    path("codes-kept/", views.codes_kept, name="codes-kept"),
    path("account/", account.show, name="account"),
    path("account/passphrase/", account.passphrase, name="account-passphrase"),
    path("account/codes/", account.codes, name="account-codes"),
    path("account/program/", account.program, name="account-program"),
    path("account/record/", record.show, name="record"),
    path("account/record/file/", record.take, name="record-file"),
    path("account/leaving/", leaving.leaving, name="leaving"),
    path("account/leaving/stay/", leaving.stay, name="leaving-stay"),
]
