"""A line reader of RFC 5545 of our own, so that the library that wrote a calendar does not judge it alone."""

from dataclasses import dataclass, field

MOST_OCTETS = 75


@dataclass
class Component:
    """A component with its properties (name → (parameters, value)) and the components in it."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    inside: list["Component"] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The value of a property that stands there exactly once."""
        (found,) = [value for known, _, value in self.lines if known == name]
        return found

    def parameters(self, name: str) -> dict[str, str]:
        """The parameters of that property."""
        (found,) = [parameters for known, parameters, _ in self.lines if known == name]
        return found

    def all(self, name: str) -> list["Component"]:
        """The components of a kind, in order."""
        return [found for found in self.inside if found.name == name]


def unfolded(data: bytes) -> list[str]:
    """Content lines. Every line ends in CRLF, has at most 75 octets, and a fold starts with a space (3.1)."""
    assert data.endswith(b"\r\n"), "the last line has no end"
    raw = data.split(b"\r\n")[:-1]
    assert not any(b"\n" in line or b"\r" in line for line in raw), "a bare line end"
    assert all(len(line) <= MOST_OCTETS for line in raw), "a line is too long"
    lines: list[bytes] = []
    for line in raw:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def property_of(line: str) -> tuple[str, dict[str, str], str]:
    """Name, parameters and value of a content line; a colon or semicolon within quotes belongs to the value."""
    parts, quoted, start = [], False, 0
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign in ";:" and not quoted:
            parts.append(line[start:place])
            start = place + 1
            if sign == ":":
                break
    parameters = dict(part.split("=", 1) for part in parts[1:])
    return parts[0].upper(), parameters, line[start:]


def text(value: str) -> str:
    """A TEXT value as it was meant (3.3.11)."""
    return value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


def parse(data: bytes) -> Component:
    """The one calendar in a stream; components nest and close in order."""
    root = Component("")
    stack = [root]
    for line in unfolded(data):
        name, parameters, value = property_of(line)
        if name == "BEGIN":
            made = Component(value)
            stack[-1].inside.append(made)
            stack.append(made)
        elif name == "END":
            assert stack.pop().name == value, "components do not nest"
        else:
            stack[-1].lines.append((name, parameters, value))
    assert len(stack) == 1, "a component is not closed"
    (calendar,) = root.inside
    return calendar
