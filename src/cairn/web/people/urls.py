"""Coming in, going out, and one's own account."""

from django.urls import path

from cairn.web.people import account, door, leaving, organization, record, views, way_back, ways_in

urlpatterns = [
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/second/", door.second_step, name="second-step"),
    path("sign-in/passkey/ask/", door.passkey_question, name="passkey-ask"),
    path("sign-in/passkey/", door.passkey_answer, name="passkey-in"),
    path("sign-in/organization/", organization.out, name="organization-in"),
    path("sign-in/organization/back/", organization.back, name="organization-back"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("invitations/<str:token>/join/", views.join_with_account, name="invitation-join"),
    path("join/<slug:door>/", views.join, name="join"),
    path("first/<str:token>/", views.first, name="first"),
    path("recovery/", views.recovery, name="recovery"),
    path("recovery/in-person/<str:token>/", way_back.way_back_in, name="way-back-in"),
    path("people/<uuid:person>/way-back/", way_back.way_back, name="way-back"),
    path("codes-kept/", views.codes_kept, name="codes-kept"),
    path("account/", account.show, name="account"),
    path("account/ways-in/", ways_in.show, name="ways-in"),
    path("account/ways-in/passkeys/ask/", ways_in.passkey_new, name="passkey-new"),
    path("account/ways-in/passkeys/", ways_in.passkey_add, name="passkey-add"),
    path("account/ways-in/passkeys/<uuid:passkey>/", ways_in.passkey, name="passkey"),
    path("account/ways-in/app/", ways_in.code_app, name="code-app"),
    path("account/ways-in/app/end/", ways_in.code_app_end, name="code-app-end"),
    path("account/ways-in/devices/", ways_in.others_out, name="devices-out"),
    path("account/ways-in/devices/<uuid:device>/", ways_in.device_out, name="device-out"),
    path("account/ways-in/news/", ways_in.news, name="news"),
    path("account/passphrase/", account.passphrase, name="account-passphrase"),
    path("account/codes/", account.codes, name="account-codes"),
    path("account/program/", account.program, name="account-program"),
    path("account/record/", record.show, name="record"),
    path("account/record/file/", record.take, name="record-file"),
    path("account/leaving/", leaving.leaving, name="leaving"),
    path("account/leaving/stay/", leaving.stay, name="leaving-stay"),
]
