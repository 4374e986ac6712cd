"""Who sees what, papers for those outside, who looked, what went out, which law, incidents."""

from django.urls import path

from cairn.web.consent import incidents, law, ledger, looks, papers, views

urlpatterns = [
    path("sharings/", views.sharings, name="sharings"),
    path("sharings/supporter/", views.supporter, name="sharing-supporter"),
    path("sharings/near/", views.near, name="sharing-near"),
    path("sharings/<uuid:sharing>/end/", views.end, name="sharing-end"),
    path("lookers/", looks.lookers, name="lookers"),
    path("consents/", papers.papers, name="papers"),
    path("consents/new/", papers.new, name="paper-new"),
    path("consents/<uuid:paper>/", papers.one, name="paper"),
    path("consents/<uuid:paper>/end/", papers.end, name="paper-end"),
    path("consents/<uuid:paper>/packet/", papers.packet, name="paper-packet"),
    path("disclosures/", ledger.given, name="given"),
    path("people/<uuid:person>/disclosures/", ledger.given_of, name="given-of"),
    path("people/<uuid:person>/emergency/", ledger.emergency, name="emergency"),
    path("program/law/", law.law, name="law"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<uuid:incident>/", incidents.one, name="incident"),
    path("incidents/<uuid:incident>/people/", incidents.touches, name="incident-touches"),
    path(
        "incidents/<uuid:incident>/people/<uuid:person>/told/", incidents.told, name="incident-told"
    ),
]
