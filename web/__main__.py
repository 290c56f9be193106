"""`python -m web` is the command `loccit`."""

from __future__ import annotations

from web.commands import main

if __name__ == "__main__":
    main(prog_name="loccit")
