"""How the figures are printed: a heading for each part, a line for each measurement, numbers under each other."""

NAME, CELL = 30, 12
Cell = float | int | str


def heading(title: str, *columns: str) -> str:
    """The title of a part above its columns."""
    return f"\n{row(title, *columns)}\n{'-' * (NAME + CELL * len(columns))}"


def row(name: str, *cells: Cell) -> str:
    """One measurement."""
    return f"{name:{NAME}}" + "".join(f"{written(cell):>{CELL}}" for cell in cells)


def written(cell: Cell) -> str:
    """Milliseconds with one decimal, with two when there is less than one of them."""
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:.1f}" if cell >= 1 else f"{cell:.2f}"
