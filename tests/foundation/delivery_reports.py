"""Delivery reports as servers of several makes write them. ``{id}`` is the Message-ID of the original."""

POSTFIX = """\
Return-Path: <>
Date: Mon, 23 Nov 2026 10:00:03 +0100 (CET)
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: leitstand@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F1A2.1795423203/mx.example.org"
Message-Id: <20261123090003.5C1D34F1A3@mx.example.org>

This is a MIME-encapsulated message.

--4F1A2.1795423203/mx.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<weg@haus.example>: host mail.haus.example[192.0.2.7] said: 550 5.1.1
    <weg@haus.example>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

--4F1A2.1795423203/mx.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4F1A2
X-Postfix-Sender: rfc822; leitstand@example.org
Arrival-Date: Mon, 23 Nov 2026 10:00:01 +0100 (CET)

Final-Recipient: rfc822; weg@haus.example
Original-Recipient: rfc822;weg@haus.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.haus.example
Diagnostic-Code: smtp; 550 5.1.1 <weg@haus.example>: Recipient address
    rejected: User unknown

--4F1A2.1795423203/mx.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <leitstand@example.org>
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
Content-Transfer-Encoding: 8bit
Subject: Bitte melden
From: Leitstand <leitstand@example.org>
To: weg@haus.example
Message-ID: {id}
Auto-Submitted: auto-generated

Guten Tag

--4F1A2.1795423203/mx.example.org--
"""
POSTFIX_REASON = "550 5.1.1 <weg@haus.example>: Recipient address rejected: User unknown"

POSTFIX_DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
POSTFIX_DELIVERED = POSTFIX.replace("Action: failed", "Action: delivered").replace("5.1.1", "2.0.0")

EXCHANGE = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@haus.example>
To: <leitstand@example.org>
Date: Mon, 23 Nov 2026 09:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
 boundary="_7d9c1a52-6e8b-4c0f-9a31-2f1f0c9b7a11_"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: de-DE
Message-ID: <7d9c1a52@EX01.haus.example>
In-Reply-To: {id}
References: {id}
Subject: Unzustellbar: Bitte melden
Auto-Submitted: auto-replied
MIME-Version: 1.0

--_7d9c1a52-6e8b-4c0f-9a31-2f1f0c9b7a11_
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="_b2_"

--_b2_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Fehler bei der Nachrichten=FCbermittlung an folgende Empf=E4nger:

--_b2_
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html><body>Fehler bei der Nachrichten=FCbermittlung</body></html>

--_b2_--

--_7d9c1a52-6e8b-4c0f-9a31-2f1f0c9b7a11_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.haus.example
Received-From-MTA: dns;mx.example.org
Arrival-Date: Mon, 23 Nov 2026 09:00:04 +0000

Final-Recipient: rfc822;voll@haus.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiException
X-Display-Name: voll

--_7d9c1a52-6e8b-4c0f-9a31-2f1f0c9b7a11_
Content-Type: text/rfc822-headers

Received: from mx.example.org (192.0.2.9) by EX01.haus.example (10.0.0.5)
Subject: Bitte melden
From: Leitstand <leitstand@example.org>
To: <voll@haus.example>
Message-ID:
 {id}

--_7d9c1a52-6e8b-4c0f-9a31-2f1f0c9b7a11_--
"""

EXIM = """\
Return-path: <>
From: Mail Delivery System <Mailer-Daemon@smtp.haus.example>
To: leitstand@example.org
Auto-Submitted: auto-replied
X-Failed-Recipients: weg@haus.example
References: {id}
Content-Type: multipart/report; report-type=delivery-status; boundary=1795423206-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1ABCD-0001Xy-2F@smtp.haus.example>
Date: Mon, 23 Nov 2026 10:00:06 +0100

--1795423206-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

  weg@haus.example
    Unrouteable address

--1795423206-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; smtp.haus.example

Action: failed
Final-Recipient: rfc822;weg@haus.example
Status: 5.0.0

--1795423206-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <leitstand@example.org>
From: Leitstand <leitstand@example.org>
To: weg@haus.example
Message-ID: {id}
Subject: Bitte melden

--1795423206-eximdsn-1804289383--
"""

OLD_EXIM = """\
Return-path: <>
X-Failed-Recipients: weg@haus.example
Auto-Submitted: auto-generated
From: Mail Delivery System <Mailer-Daemon@alt.haus.example>
To: leitstand@example.org
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1OLD-0001Xy-2F@alt.haus.example>

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  weg@haus.example
    SMTP error from remote mailer after RCPT TO:<weg@haus.example>:
    550 No such person at this address

------ This is a copy of the message, including all the headers. ------

Return-path: <leitstand@example.org>
From: Leitstand <leitstand@example.org>
To: weg@haus.example
Message-ID: {id}
Subject: Bitte melden

Guten Tag
"""

ABSENT = """\
From: weg@haus.example
To: leitstand@example.org
Subject: Automatische Antwort: Bitte melden
Auto-Submitted: auto-replied
In-Reply-To: {id}
References: {id}
Message-ID: <urlaub-1@haus.example>
Content-Type: text/plain; charset=utf-8

Ich bin bis zum 30. November nicht im Haus.
"""

FAILED = {"postfix": POSTFIX, "exchange": EXCHANGE, "exim": EXIM, "old exim": OLD_EXIM}
HARMLESS = {"delayed": POSTFIX_DELAYED, "delivered": POSTFIX_DELIVERED}
