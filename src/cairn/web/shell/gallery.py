"""/gallery/: every component in every state, with made-up people. For those who build, and for axe."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cairn.web.shell import charts, fields
from cairn.web.shell.access import public
from cairn.web.shell.context import Place
from cairn.web.shell.tables import Column, Table

LAYOUTS = {"person": "shell/person.html", "staff": "shell/staff.html"}


class DayForm(forms.Form):
    """What a check-in asks, and each other kind of control once."""

    mood = forms.ChoiceField(
        label=_("Right now I feel"),
        required=False,
        widget=fields.Cards(layout="scale"),
        choices=[
            ("1", _("very low")),
            ("2", _("low")),
            ("3", _("so-so")),
            ("4", _("good")),
            ("5", _("very good")),
        ],
    )
    use = forms.ChoiceField(
        label=_("Did you drink or use today?"),
        required=False,
        widget=fields.Cards(layout="across"),
        choices=[("no", _("No")), ("yes", _("Yes")), ("unsaid", _("Rather not say"))],
    )


class AllForm(forms.Form):
    """The remaining controls."""

    alias = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Any name you like. It need not be your own."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    story = forms.CharField(
        label=_("What would you like your mentor to know?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(
        label=_("Language you like to talk in"),
        choices=[("", _("Choose one")), ("en", "English"), ("es", "Español")],
    )
    first_day = forms.DateField(
        label=_("A day that counts for you"), required=False, widget=fields.Day()
    )
    minutes = forms.IntegerField(
        label=_("Minutes together"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    times = forms.MultipleChoiceField(
        label=_("When are you free?"),
        widget=fields.Ticks(),
        choices=[
            ("morning", _("Mornings")),
            ("evening", _("Evenings")),
            ("weekend", _("Weekends")),
        ],
    )
    meeting = forms.ChoiceField(
        label=_("How would you like to meet?"),
        widget=fields.Cards(notes={"phone": _("About half an hour, whenever it suits you both.")}),
        choices=[("phone", _("By phone")), ("place", _("At the center"))],
    )
    agree = forms.BooleanField(
        label=_("Bo may see how my days were"), help_text=_("You can take this back at any time.")
    )
    sheet = forms.FileField(
        label=_("Mentee sheet"), help_text=_("CSV or XLSX, up to 10 MB."), widget=fields.FileDrop()
    )


@public("shows made-up people only, for those who build")
def gallery(request: HttpRequest) -> HttpResponse:
    """`?theme=dark|light`, `?layout=person|staff`; nothing here touches a record."""
    asked = request.GET.get("layout", "person")
    context: dict[str, Any] = {
        "layout": LAYOUTS.get(asked, LAYOUTS["person"]),
        "theme": request.GET.get("theme", "auto"),
        "signed_in": True,
        "leave_url": "https://www.weather.gov/",
        "places": _places(asked),
        "demo": True,
        "day_form": DayForm(),
        "form": AllForm(),
        "wrong_form": AllForm(
            {"alias": "", "minutes": "many", "story": "Hello"}, auto_id="amiss_%s"
        ),
        **_words(),
        **_pictures(),
    }
    return render(request, "gallery/gallery.html", context)


def _places(layout: str) -> list[Place]:
    person = (
        (_("Today"), "today", ""),
        (_("Path"), "path", ""),
        (_("Help now"), "help", "sos"),
        (_("Talk"), "talk", ""),
        (_("Groups"), "groups", ""),
    )
    staff = (
        (_("Today"), "today", ""),
        (_("Matching"), "matching", ""),
        (_("Mentorships"), "pairs", ""),
        (_("People"), "people", ""),
        (_("Outcomes"), "outcomes", ""),
        (_("Program"), "settings", ""),
        (_("Help now"), "help", "sos"),
    )
    chosen = staff if layout == "staff" else person
    return [
        Place(label, "#main", icon, at == 0, kind) for at, (label, icon, kind) in enumerate(chosen)
    ]


def _words() -> dict[str, Any]:
    return {
        "facts": [
            ("41 of 44", "people have a mentor", ""),
            ("Best possible", "proved, in 0.02 s", ""),
            ("6 days", "median wait", "longest 19"),
            ("Even", "no group matched less than others", ""),
        ],
        "tally": [
            ("This stretch", "12 days"),
            ("All your days", "47"),
            ("Longest", "21"),
            ("Path began", "3 Sept"),
        ],
        "items": [
            {
                "title": "Ana → Bo",
                "line": "waiting 9 days",
                "figure": "86",
                "aside": "proposed",
                "url": "#main",
                "current": True,
            },
            {
                "title": "Marco → Ruth",
                "line": "waiting 19 days",
                "figure": "81",
                "aside": "locked",
                "url": "#main",
            },
            {
                "title": "Jo",
                "line": "Spanish, evenings: no one free",
                "chip": "no mentor yet",
                "url": "#main",
            },
        ],
        "sides": [
            (
                "Ana",
                "sky",
                [
                    ("Hopes for", "someone calm, who kept a job through it"),
                    ("Free", "Tue, Thu after 6 pm"),
                ],
            ),
            (
                "Bo",
                "",
                [("Offers", "9 years on, two kids, nurse"), ("Free", "Thu, Sat; 2 of 4 places")],
            ),
        ],
        "reasons": ["Same path: both stand by medication.", "Thursday evenings suit both."],
        "minds": ["only one evening in common."],
        "tabs": [
            ("Words", "#words", True),
            ("Forms", "#forms", False),
            ("Pictures", "#pictures", False),
        ],
        "steps": ["Upload", "Check", "Bring in"],
        "codes": ["moss-7413-reed", "fern-2290-lark", "clay-8841-dawn", "pine-1067-wren"],
        "rungs": [
            ("Much more than hoped", "Walks with a friend every day", False, False),
            ("More than hoped", "Walks four times a week", False, False),
            ("What we hoped for", "Walks three times a week", False, True),
            ("Less than hoped", "Walks once a week", False, False),
            ("Much less than hoped", "Stays in most days", True, False),
        ],
        "table": Table(
            "People by hours with a mentor",
            (
                Column("Hours with mentor"),
                Column("People", number=True),
                Column("Days used", number=True),
            ),
            (
                ("under 6", "11", "9.8"),
                ("6 to 18", "20", "5.1"),
                ("over 18", "17", "2.4"),
                ("rated apart", "under 11", "not shown"),
            ),
        ),
    }


def _pictures() -> dict[str, Any]:
    mentored = (24, 20, 17, 13.5, 11, 9.2, 7.6, 6.5, 5.8, 5.2, 4.9, 4.7)
    waiting = (24, 22.5, 21, 18.5, 18.6, None, 16, 15.4, 16, 14.8, 14.2, 14.6)
    month = ["none", "none", "unknown", "none", "use", "none", "none"]
    return {
        "cairns": [(0, "a"), (1, "ana"), (3, "ana"), (7, "ana"), (12, "bo"), (47, "cy")],
        "line": charts.line_chart(
            key="share",
            title="Share of days with use, by week",
            sentence="With a mentor it fell from 24 % to 5 % in twelve weeks; for those waiting, from 24 % to 15 %.",
            ticks=[f"week {week}" for week in range(1, 13)],
            series=[
                charts.Series("with a mentor", mentored, _shift(mentored, -2), _shift(mentored, 2)),
                charts.Series("waiting", waiting, _shift(waiting, -2.2), _shift(waiting, 2.4)),
            ],
            unit="%",
            along="Week",
            note="Bands: 95 % intervals. People who do well may also come more often; this is no proof of cause.",
        ),
        "change": charts.before_after(
            key="change",
            title="Days of use, 12 weeks before and after",
            sentence="In the middle, people used on 5 days now and on 18 before.",
            changes=[
                charts.Change("Any use", 17.9, 5.2, 3.6, 7.1),
                charts.Change("Alcohol", 11.0, 4.4, 2.9, 6.2),
            ],
            unit="days",
        ),
        "weeks": charts.weeks(
            key="weeks",
            title="Your last twelve weeks",
            sentence="Use on 3 of 70 known days. Days not known are not counted as good or bad.",
            days=month * 2
            + ["none"] * 32
            + ["declined", "unknown"]
            + month
            + ["none"] * 20
            + ["unknown"] * 6
            + ["ahead"] * 3,
        ),
    }


def _shift(values: tuple[float | None, ...], by: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else value + by for value in values)
