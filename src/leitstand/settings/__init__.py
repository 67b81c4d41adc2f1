"""Settings: ``options`` says what an operator can choose, ``base`` turns it into Django's settings."""
