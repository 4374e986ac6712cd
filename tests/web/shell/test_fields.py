"""Fields: label, hint, error and control belong together, and nothing is chosen beforehand."""

import re

from django import forms
from django.template import Context, Template

from cairn.web.shell import fields


class Asking(forms.Form):
    mood = forms.ChoiceField(
        label="Right now I feel",
        required=False,
        widget=fields.Cards(layout="scale"),
        choices=[("1", "low"), ("2", "good")],
    )
    name = forms.CharField(label="Name", help_text="Any name.")
    times = forms.MultipleChoiceField(
        label="Free",
        help_text="All that suit.",
        widget=fields.Ticks(notes={"m": "before noon"}),
        choices=[("m", "Mornings")],
    )
    agree = forms.BooleanField(label="Bo may see it")
    sheet = forms.FileField(label="Sheet", widget=fields.FileDrop())
    secret = forms.CharField(widget=forms.HiddenInput(), required=False)


def drawn(name: str, form: forms.Form | None = None, more: str = "") -> str:
    template = Template(f"{{% load cairn %}}{{% field form.{name} {more} %}}")
    return template.render(Context({"form": form or Asking()}))


def summary(form: forms.Form) -> str:
    return Template("{% load cairn %}{% error_summary form %}").render(Context({"form": form}))


def everything(form: forms.Form) -> str:
    return "".join(drawn(name, form) for name in form.fields)


def test_nothing_is_chosen_beforehand() -> None:
    assert "checked" not in everything(Asking())


def test_what_was_chosen_stays_chosen() -> None:
    assert re.findall(r'value="(\d)"[^>]*checked', drawn("mood", Asking({"mood": "2"}))) == ["2"]


def test_a_group_is_a_fieldset_with_a_card_for_each_choice() -> None:
    markup = drawn("mood")
    assert markup.strip().startswith('<fieldset class="field">')
    assert '<legend>Right now I feel <span class="optional">(if you like)</span></legend>' in markup
    assert markup.count('class="choice"') == 2
    for target in re.findall(r'<label class="choice" for="([^"]+)"', markup):
        assert f'id="{target}"' in markup


def test_the_word_optional_can_be_kept_away() -> None:
    assert "optional" not in drawn("mood", more="optional=False")


def test_hint_and_error_are_tied_to_their_control() -> None:
    markup = drawn("name", Asking({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', markup)
    assert described
    assert described[1].split() == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{one}"' in markup for one in described[1].split())
    assert 'aria-invalid="true"' in markup


def test_hint_of_a_group_is_tied_to_the_group() -> None:
    markup = drawn("times")
    assert 'aria-describedby="id_times_helptext"' in markup
    assert 'id="id_times_helptext"' in markup
    assert "<small>before noon</small>" in markup


def test_every_line_of_the_summary_leads_to_a_control_that_exists() -> None:
    form = Asking({})
    targets = re.findall(r'href="#([^"]+)"', summary(form))
    assert targets == ["id_name", "id_times_0", "id_agree", "id_sheet"]
    page = everything(form)
    assert all(f'id="{target}"' in page for target in targets)


def test_the_summary_takes_the_focus_and_is_silent_when_all_is_well() -> None:
    assert "autofocus" in summary(Asking({}))
    assert summary(forms.Form({})).strip() == ""


def test_what_concerns_the_whole_form_comes_first() -> None:
    form = Asking({})
    form.add_error(None, "Nothing was kept.")
    assert fields.problems(form)[0] == ("", "", "Nothing was kept.")


def test_a_typed_value_can_not_become_markup() -> None:
    assert "<script>" not in drawn("name", Asking({"name": '"><script>'}))


def test_each_kind_of_control_has_its_shape() -> None:
    assert 'class="drop"' in drawn("sheet")
    assert 'type="hidden"' in drawn("secret")
    assert "label" not in drawn("secret")
    assert 'type="date"' in fields.Day().render("day", None)
