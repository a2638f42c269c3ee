"""Form fields that know what people paste: invisible characters, line breaks, right-to-left tricks."""

import re
import unicodedata
import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(value: str) -> str:
    """Composed characters (NFC), no invisible ones, one kind of line end; refuses control and direction characters."""
    if CONTROL.search(value) or DIRECTION.search(value):
        raise ValidationError("Deze tekst bevat tekens die niet zichtbaar zijn. Typ de tekst opnieuw.", code="control")
    return INVISIBLE.sub("", unicodedata.normalize("NFC", value.replace("\r\n", "\n"))).strip()


class TextField(forms.CharField):
    """Several lines of plain text, at most 10,000 characters unless said otherwise."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 10_000)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Cleaned text; an empty string when nothing visible is left."""
        return clean_text(value) if value else ""


class LineField(TextField):
    """One line of plain text, at most 200 characters unless said otherwise; a line break is refused."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Cleaned text on one line."""
        text = super().to_python(value)
        if "\n" in text or "\r" in text:
            raise ValidationError("Gebruik hier geen regeleinden.", code="lines")
        return text


class FormKeyField(forms.UUIDField):
    """Hidden key of one filled-in form: the same key twice is the same act (see `form_key` on the models)."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("initial", uuid.uuid4)
        super().__init__(**options)


class VersionField(forms.IntegerField):
    """Hidden version number of what the person was looking at; a service refuses a stale one."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        super().__init__(**options)


class DayField(forms.DateField):
    """A day in this century, as a browser's date box or a Dutch typist writes it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("invalid", "Vul een bestaande dag in, bijvoorbeeld 1-3-2027.")
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)

    def clean(self, value: Any) -> Any:
        """The day; refuses what lies outside this century."""
        day = super().clean(value)
        if day and not FIRST <= day <= LAST:
            raise ValidationError("Vul een jaar tussen 2000 en 2099 in.", code="century")
        return day
