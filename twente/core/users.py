"""People with an account. A part of `twente.core.models`, where everybody imports it from."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Accounts are made by the administrator; names and addresses are kept in lower case."""

    def create_user(self, username: str, email: str, name: str, password: str | None = None) -> "User":
        """A new account; without a password nobody can sign in with it."""
        user = self.model(username=username.lower(), email=email.lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. Deactivated, never deleted: votes and minutes keep pointing at the person."""

    username = models.CharField("gebruikersnaam", max_length=80, unique=True)
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name shown on screen."""
        return self.name
