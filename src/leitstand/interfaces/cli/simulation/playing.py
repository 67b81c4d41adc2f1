"""The days of a played round: mails go out, people do what they do, the office acts as seldom as it can."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from openpyxl import load_workbook

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import chasing, freezing, ownership, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.asking import questions
from leitstand.domain.reporting.queries.rounds.freezing import judged
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.reporting.queries.rounds.workbook import FIRST_ROW, NAMES_ROW, SHEET
from leitstand.domain.reporting.rules.answering import differs
from leitstand.domain.reporting.rules.ladder import MOST_MAILS
from leitstand.domain.reporting.rules.schedule import working_days_after
from leitstand.domain.sources import records
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.mail.bounces import read_box
from leitstand.foundation.mail.outbox import send_due
from leitstand.interfaces.cli.simulation.browser import Visit
from leitstand.interfaces.cli.simulation.people import Behaviour
from leitstand.interfaces.cli.simulation.post import Letter, Post

OFFICE = Actor(kind="account", name="Geschäftsstelle (gespielt)", role=Role.OFFICE)
MORNING, ACTS, EVENING = (8, 12), 14, 18
NOON = MORNING[-1]
# The working days before the deadline on which the office looks in.
OFFICE_BEFORE = (8, 2)
PROMPT = Behaviour("prompt", 1)
SENTENCE = "{who} berichtet am {day:%d.%m.}: Die Arbeit an „{title}“ geht voran."


@dataclass
class Record:
    """What happened: actions of the office; by measure the sentence last sent and the day of the first; coverage."""

    actions: list[str] = field(default_factory=list)
    sentences: dict[str, str] = field(default_factory=dict)
    sent_on: dict[str, date] = field(default_factory=dict)
    coverage: dict[date, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Play:
    """One round on a clock of its own."""

    post: Post
    people: Mapping[str, Behaviour]
    record: Record = field(default_factory=Record)
    pending: dict[str, date] = field(default_factory=dict)
    read: int = 0

    def run(self, begins: date) -> Round:
        """Play from the opening to the publication; returns the round."""
        with clock.at(moment(begins, 7)):
            this_round = self._open()
        day = this_round.opens_on
        while day <= max(this_round.closes_on, *self._extended(this_round)):
            self._day(this_round, day)
            day += timedelta(days=1)
        self._review(this_round, day)
        return this_round

    def _open(self) -> Round:
        proposal = propose_round()
        values = {**asdict(proposal.dates), "title": proposal.title, "escalation_approved": True}
        this_round = rounds.plan_round(proposal.edition, values, actor=OFFICE)
        rounds.open_round(this_round, proposal, actor=OFFICE, accept_ownerless=True)
        self.record.actions.append("open")
        return this_round

    def _extended(self, this_round: Round) -> list[date]:
        found = this_round.requests.exclude(extended_until=None).values_list("extended_until", flat=True)
        return [day for day in found if day] or [this_round.closes_on]

    def _day(self, this_round: Round, day: date) -> None:
        for hour in (*MORNING, ACTS, EVENING):
            with clock.at(moment(day, hour)):
                self.post.set_day()
                if hour == ACTS:
                    self._read_mail(day)
                    self._act(day)
                elif hour == NOON and day in self._visits(this_round):
                    self._office(this_round)
                tick()
                # A second run of the same hour must find nothing to do.
                tick()
        self._count(this_round, day)

    def _read_mail(self, day: date) -> None:
        """Whoever got mail decides when to act on it."""
        for letter in self.post.letters[self.read :]:
            if letter.is_receipt or not letter.links:
                continue
            self.pending.setdefault(letter.to, _working_days(day, self._delay(letter)))
        self.read = len(self.post.letters)

    def _delay(self, letter: Letter) -> int:
        behaviour = self.people.get(letter.to, PROMPT)
        mails = sum(1 for one in self.post.letters if one.to == letter.to and not one.is_receipt)
        if behaviour.kind == "silent":
            return 99
        if behaviour.kind == "reminded" and mails < 2:
            return 99
        if behaviour.kind == "late" and mails < 3:
            return 99
        return 3 if behaviour.kind == "late" else behaviour.after

    def _act(self, day: date) -> None:
        for address, when in list(self.pending.items()):
            if when <= day and is_working_day(day):
                del self.pending[address]
                self._report(address, day)
        # Those who wait for a second mail look again when it comes.
        for address in [one for one, when in self.pending.items() if (when - day).days > 60]:
            del self.pending[address]

    def _report(self, address: str, day: date) -> None:
        """One person at the browser with the latest mail's links."""
        letter = [one for one in self.post.letters if one.to == address and one.links and not one.is_receipt][-1]
        kind = self.people.get(address, PROMPT).kind
        for link in letter.links:
            visit = Visit(link)
            if visit.enter():
                DEEDS.get(kind, Play._send)(self, visit, letter, day)

    def _send(self, visit: Visit, letter: Letter, day: date, **changes: str) -> None:
        texts = self._texts(letter.to, day, changes)
        titles = visit.answer(texts)
        if visit.complaints:
            titles = visit.answer(lambda title: {**texts(title), "light_reason": "Der Zeitplan ist neu vereinbart."})
        if not visit.complaints:
            self._sent(titles, day, texts)

    def _texts(self, who: str, day: date, changes: Mapping[str, str]) -> Callable[[str], dict[str, str]]:
        def of(title: str) -> dict[str, str]:
            sentence = SENTENCE.format(who=who, day=day, title=title)
            return {"what": "new", "stage": "under_way", "light": "on_track", "sentence": sentence, **changes}

        return of

    def _sent(self, titles: list[str], day: date, texts: Callable[[str], Mapping[str, str]]) -> None:
        for title in titles:
            self.record.sentences[title] = texts(title)["sentence"]
            self.record.sent_on.setdefault(title, day)

    def _wrong(self, visit: Visit, letter: Letter, day: date) -> None:
        """First nonsense, which the page must refuse without losing anything, then a proper answer."""
        visit.answer(lambda title: {"what": "new", "stage": "", "sentence": "", "secured": "viel"})
        if not visit.complaints:
            raise AssertionError("Unsinn wurde angenommen.")
        self._send(visit, letter, day, secured="1.200.000", money="partly")

    def _wait(self, visit: Visit, letter: Letter, day: date) -> None:
        """Asks for more time; answers once it was given."""
        request = Request.objects.filter(person__email=letter.to, removed_on=None).last()
        if request is None:
            self._send(visit, letter, day)
        elif request.extended_until is None and request.extension_wanted is None:
            wanted = _working_days(request.round.deadline, 4)
            visit.go("time")
            visit.fill(until=wanted.isoformat(), reason="Die Abstimmung im Haus läuft noch.")
            self.pending[letter.to] = _working_days(request.round.deadline, 2)
        else:
            self._send(visit, letter, day)

    def _delegate(self, visit: Visit, letter: Letter, day: date) -> None:
        if self._is_own(visit, letter):
            visit.go("delegate")
            visit.fill(name="Demo-Kollegin", email=f"kollegin-{letter.to}")
        else:
            self._send(visit, letter, day)

    def _disown(self, visit: Visit, letter: Letter, day: date) -> None:
        if self._is_own(visit, letter):
            visit.disown("Demo-Nachfolge", f"nachfolge-{letter.to}")
        else:
            self._send(visit, letter, day)

    def _is_own(self, visit: Visit, letter: Letter) -> bool:
        """Whether the form asks this person, not someone they stand in for."""
        asked = Person.objects.filter(email=letter.to).values_list("name", flat=True)
        return any(name in visit.topic for name in asked)

    def _workbook(self, visit: Visit, letter: Letter, day: date) -> None:
        """Fills in the workbook that came with the mail and sends it back."""
        came = [file for one in self.post.letters if one.to == letter.to for file in one.files]
        if not came:
            raise AssertionError("An keiner Mail hing eine Arbeitsmappe.")
        name, content = came[-1]
        texts = self._texts(letter.to, day, {"light_reason": "Der Zeitplan ist neu vereinbart."})
        filled, titles = _filled(content, texts)
        visit.upload(name, filled)
        self._sent(titles, day, texts)

    def _visits(self, this_round: Round) -> tuple[date, ...]:
        """The days on which the office sees to wishes and handovers."""
        return tuple(working_days_after(this_round.deadline, -before, is_working_day) for before in OFFICE_BEFORE)

    def _office(self, this_round: Round) -> None:
        """Wishes for time are granted together, handovers done together: each one action."""
        wishes = list(this_round.requests.exclude(extension_wanted=None).filter(removed_on=None))
        for request in wishes:
            if request.extension_wanted:
                reviewing.extend(request, request.extension_wanted, actor=OFFICE)
        if wishes:
            self.record.actions.append("extend")
        disowned = list(this_round.reports.exclude(successor_name="").filter(version=0).select_related("measure"))
        if disowned:
            self._hand_over(disowned)

    def _hand_over(self, disowned: list[StatusReport]) -> None:
        by_successor: dict[str, list[StatusReport]] = {}
        for report in disowned:
            by_successor.setdefault(report.successor_email, []).append(report)
        for address, reports in by_successor.items():
            person = Person.objects.filter(email=address).first() or _successor(reports[0], address)
            ownership.hand_over([report.measure for report in reports], person, actor=OFFICE)
        self.record.actions.append("hand over")

    def _count(self, this_round: Round, day: date) -> None:
        reports = this_round.reports.filter(removed_on=None)
        self.record.coverage[day] = (reports.exclude(version=0).count(), reports.count())

    def _review(self, this_round: Round, day: date) -> None:
        """Close, ask one person back, wait for the correction, approve, freeze and publish."""
        with clock.at(moment(day, 9)):
            rounds.close_round(this_round, actor=OFFICE, gaps_reason="Nach Erinnerung und Eskalation blieb es still.")
            rounds.begin_review(this_round, actor=OFFICE)
            self.record.actions += ["close", "review"]
            asked_back = self._ask_back(this_round)
            tick()
        if asked_back:
            with clock.at(moment(_working_days(day, 1), ACTS)):
                self._report(asked_back, clock.today())
        with clock.at(moment(_working_days(day, 2), 9)):
            self._finish(this_round)

    def _ask_back(self, this_round: Round) -> str:
        """Return one report of someone who had begun with nonsense and still has a mail left; their address."""
        self.post.set_day()
        counts = mails_by_person(self.post.letters)
        sent = this_round.reports.filter(state=StatusReport.State.SENT).select_related("sender", "measure", "round")
        for report in sent:
            address = report.sender.email if report.sender else ""
            if self.people.get(address, PROMPT).kind == "wrong" and counts[address] < MOST_MAILS:
                reviewing.return_report(report, "Welcher Termin ist gemeint?", actor=OFFICE)
                self.record.actions.append("return")
                return address
        return ""

    def _finish(self, this_round: Round) -> None:
        sent = list(
            this_round.reports.filter(state=StatusReport.State.SENT).select_related("measure", "round__edition")
        )
        agreeing = [one.report for one in questions(sent) if one.answer and not differs(one.answer, judged(one))]
        reviewing.approve(agreeing, actor=OFFICE)
        rest = this_round.reports.filter(state=StatusReport.State.SENT)
        reviewing.approve(list(rest), actor=OFFICE)
        freezing.freeze_round(this_round, actor=OFFICE)
        this_round.refresh_from_db()
        freezing.publish_round(this_round, actor=OFFICE)
        self.record.actions += ["approve agreeing", "approve the others", "freeze", "publish"]


DEEDS: Mapping[str, Callable[[Play, Visit, Letter, date], None]] = {
    "wrong": Play._wrong,
    "extended": Play._wait,
    "delegates": Play._delegate,
    "disowns": Play._disown,
    "workbook": Play._workbook,
}


def tick() -> None:
    """What ``leitstand tick`` does for mails: read reports, post what is due, send."""
    read_box(settings.OPTIONS["BOUNCE_BOX"], clock.now())
    chasing.remind_all(actor=chasing.CHASING)
    send_due(clock.now())


def _successor(report: StatusReport, address: str) -> Person:
    house = report.request.person.institution if report.request else None
    person = Person(name=report.successor_name, email=address, institution=house)
    records.add(person, actor=OFFICE)
    return person


def _filled(content: bytes, texts: Callable[[str], Mapping[str, str]]) -> tuple[bytes, list[str]]:
    book = load_workbook(BytesIO(content))
    sheet = book[SHEET]
    names = {str(cell.value): cell.column for cell in sheet[NAMES_ROW + 1] if cell.value}
    words = {"new": "es gibt Neues", "under_way": "in Umsetzung", "on_track": "im Plan"}
    titles = []
    for row in range(FIRST_ROW + 1, sheet.max_row + 1):
        title = sheet.cell(row, names["title"]).value
        if not title:
            continue
        titles.append(str(title))
        for name, text in texts(str(title)).items():
            sheet.cell(row, names[name], words.get(text, text))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue(), titles


def moment(day: date, hour: int) -> datetime:
    """An hour of a day, here."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def mails_by_person(letters: list[Letter]) -> Counter[str]:
    """How many mails each address got, receipts aside."""
    return Counter(letter.to for letter in letters if not letter.is_receipt)
