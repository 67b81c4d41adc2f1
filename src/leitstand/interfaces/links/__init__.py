"""The door of personal links: whoever is asked in a round reports here, without an account.

A link leads to a page that does nothing, since mail scanners open links too. Its one button trades the
link's token for a signed cookie, so that from then on no address holds the token. Everything else goes
through the same operations as the desk: drafts, sending, more time, help, delegation, workbooks.
"""
