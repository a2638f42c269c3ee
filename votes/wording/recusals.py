"""A party that takes no part because of its interest (Awb 2:4): on what ground, and who decided so."""


def because(ground: str, decided_by: str) -> str:
    """ "het college verkoopt de grond. Zo besloot het overleg." """
    return f"{ground.strip().rstrip('.')}. Zo besloot {decided_by}."


def takes_no_part(name: str, reason: str) -> str:
    """Before and during a vote; without words of its own the decision is all that is known."""
    if not reason:
        return f"{name} heeft geen stem: zo besloot het overleg."
    return f"{name} neemt niet deel wegens een belang (Awb 2:4): {reason}"


def took_no_part(name: str, reason: str) -> str:
    """The same after the vote."""
    if not reason:
        return f"{name} had geen stem: zo besloot het overleg."
    return f"{name} nam niet deel wegens een belang (Awb 2:4): {reason}"
