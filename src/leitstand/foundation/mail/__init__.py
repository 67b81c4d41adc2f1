"""Mail: an outbox. A mail is stored with the write that causes it, then sent over SMTP and retried.

In an instance without a mail server the mails stay in the outbox, where the office can read them.
"""
