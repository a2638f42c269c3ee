"""The form of a contact: who is reached where."""

from django import forms

from twente.core.fields import LineField, VersionField
from twente.core.models import Contact
from twente.partnership.contact_services import ContactDetails


class ContactForm(forms.Form):
    """Name, address and phone of the clerk of a council."""

    name = LineField(label="Naam", max_length=120, help_text="Bijvoorbeeld: griffie Almelo.")
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        error_messages={
            "required": "Vul het e-mailadres in.",
            "invalid": "Vul een e-mailadres in, bijvoorbeeld griffie@gemeente.nl.",
        },
    )
    phone = LineField(label="Telefoon", max_length=40, required=False)
    version = VersionField(required=False)

    @staticmethod
    def initial_of(contact: Contact | None) -> dict[str, object]:
        """The form as the contact stands; `version` is its id."""
        if contact is None:
            return {"version": 0}
        return {"name": contact.name, "email": contact.email, "phone": contact.phone, "version": contact.pk}

    @property
    def details(self) -> ContactDetails:
        """What was filled in, for the service."""
        data = self.cleaned_data
        return ContactDetails(name=data["name"], email=data["email"], phone=data["phone"])
