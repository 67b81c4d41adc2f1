"""``python -m leitstand`` is the command line."""

from leitstand.interfaces.cli.main import main

main()
