import { addDays } from '#libs/calendar/day.js';
import { due, type Span } from '#libs/calendar/clock-span.js';
import { workingCalendar, type CalendarYear } from '#libs/calendar/working-days.js';
import { cases } from '#libs/cases/aggregate.js';
import type { CaseContext } from '#libs/cases/context.js';
import { restateDueDates } from '#libs/cases/restating.js';
import { office, secondClerk } from '#libs/cases/testing/office.js';
import type { CaseState } from '#libs/cases/state.js';
import { approveCorrection, correctFact, rejectCorrection, retractFact } from '#libs/kernel/correction.js';
import { fold, rowOf } from '#libs/kernel/decider.js';
import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory, type EffectiveEvent } from '#libs/kernel/history.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { bodyOf } from './bodies.js';
import { duesOf } from './dues.js';
import { lifeOf, names } from './lives.js';
import { issueNotice, officeAct, openOffice, retract, ruleStream, rulesOf } from './office.js';
import { patches, rawCorrection } from './patches.js';
import { maybe, oneOf, type Stroke } from './stroke.js';
import { Tale } from './tale.js';

// Random histories: mostly commands as the deciders accept them, then late facts they would refuse, corrections of every
// kind, and the office's own events.

const streamOf = (id: string): string => `lookback-case-${id}`;

/** How many cases a story may have, and the log it goes on from; of its own it is an office's first day. */
export interface Setting {
  readonly most?: number;
  readonly before?: readonly RecordedEvent[];
}

/** The log of a story. */
export const historyOf = (strokes: readonly Stroke[], setting: Setting = {}): readonly RecordedEvent[] => {
  // Of few cases one lives longer: what comes late in a life is told as often as what comes early.
  const few = oneOf([1, 2, 3, 3], strokes[0]?.c ?? 0);
  const story = new Story({ most: few, ...setting });
  strokes.forEach((stroke) => story.strike(stroke));
  return story.tale.events;
};

interface Telling {
  readonly on: string;
  readonly stroke: Stroke;
}

class Story {
  readonly tale = new Tale();
  private readonly lived = new Map<string, { readonly life: readonly string[]; at: number }>();
  private readonly known = new Map<string, Known>();
  private calendar = { notices: -1, built: workingCalendar([]) };
  private readonly ids: readonly string[];

  constructor({ most = 3, before = [] }: Setting) {
    this.ids = Array.from({ length: most }, (_, index) => `c${index}`);
    this.tale.goOnFrom(before);
    openOffice(this.tale);
  }

  strike(stroke: Stroke): void {
    const id = oneOf(this.ids, stroke.case);
    const on = this.dayOf(id, stroke);
    if (this.stream(id).length === 0) return this.begin(id, { on, stroke });
    const kind = stroke.what % 24;
    if (kind === 0) return stroke.a % 3 === 0 ? this.notice(id, stroke) : officeAct(this.tale, on, stroke);
    if (kind < 4) return this.amend(id, { on, stroke });
    if (kind === 4 && stroke.a % 3 === 0) return this.command(id, { name: 'MergeCase', on, stroke });
    if (kind === 4 && stroke.a % 3 === 1) return officeAct(this.tale, on, stroke);
    if (kind < 8) return this.breakIn(id, { on, stroke, isLate: kind < 6 });
    this.goOn(id, { on, stroke });
  }

  /** As people correct, and as older releases may have. */
  private amend(id: string, telling: Telling): void {
    const { what, a, b } = telling.stroke;
    if (what % 24 === 1) return this.correct(id, telling);
    if (what % 24 === 2) return this.retract(id, telling.stroke);
    return b % 4 === 0 ? retract(this.tale, streamOf(id), a) : rawCorrection(this.tale, streamOf(id), telling.stroke);
  }

  /** A holiday notice comes: of the next year, or another of this one; every case's due dates are computed anew. */
  private notice(first: string, stroke: Stroke): void {
    const { year, on } = issueNotice(this.tale, { stroke, near: this.knownOf(first).now.due.reply?.on });
    const command = { because: `e${this.tale.events.length}`, on, year };
    const kind = oneOf(['issued', 'issued', 'corrected'] as const, stroke.b);
    for (const id of this.ids.filter((each) => this.stream(each).length > 0))
      this.append(id, () =>
        restateDueDates({ ...command, kind, proposedBy: 'a', approvedBy: 'b' }, this.stream(id), this.context(stroke)),
      );
  }

  private readonly stream = (id: string): readonly RecordedEvent[] => this.tale.stream(streamOf(id));

  private begin(id: string, telling: Telling): void {
    this.command(id, { name: 'RegisterCase', ...telling });
    const life = lifeOf(telling.stroke);
    this.lived.set(id, { life: life.split(' '), at: 0 });
  }

  /** The next step of its life that fits, if one of the next few does. */
  private goOn(id: string, telling: Telling): void {
    const lived = this.lived.get(id)!;
    const before = this.tale.events.length;
    for (let turn = 0; turn < 3 && this.tale.events.length === before; turn += 1) {
      const name = lived.life[lived.at];
      lived.at += 1;
      if (name === undefined) return this.breakIn(id, { ...telling, isLate: false });
      this.command(id, { name, ...telling, on: this.punctual(id, name, telling) });
    }
  }

  /** What has a due date is often done on it, or the day before or after: there the edges of the rules lie. */
  private punctual(id: string, name: string, { on, stroke: { b, c } }: Telling): string {
    const { now } = this.knownOf(id);
    const dates = duesOf(name, now);
    return b % 2 === 0 || dates.length === 0 ? on : addDays(oneOf(dates, c), ((b >> 1) % 3) - 1);
  }

  /** Several commands are tried in turn: most cases stand at a point where few of them fit. */
  private breakIn(id: string, { on, stroke, isLate }: Telling & { isLate: boolean }): void {
    const before = this.tale.events.length;
    for (let turn = 0; turn < 5 && this.tale.events.length === before; turn += 1)
      this.command(id, { name: oneOf(names, (stroke.what >> 4) + turn * 17 + stroke.c), on, stroke, isLate });
  }

  /** Most days follow the last one closely, some fall on a due date or beside it, some come late. */
  private dayOf(id: string, { day, b }: Stroke): string {
    const { last, history } = this.knownOf(id);
    const kind = day % 16;
    if (last === undefined) return addDays('2014-11-03', day % 420);
    if (kind === 0) return addDays('2014-11-03', day % 480);
    if (kind < 10) return addDays(last, (day >> 4) % 19);
    const dates = JSON.stringify(history.map(({ data }) => data)).match(/20\d\d-\d\d-\d\d/g) ?? [last];
    return addDays(oneOf(dates, b), ((day >> 4) % 4) - 1);
  }

  private knownOf(id: string): Known {
    const events = this.stream(id);
    const known = this.known.get(id);
    if (known?.length === events.length) return known;
    const history = effectiveHistory(events);
    const fresh = { length: events.length, history, now: fold(cases, history), last: history.at(-1)?.on };
    this.known.set(id, fresh);
    return fresh;
  }

  private command(
    id: string,
    { name, on, stroke, isLate = false }: Telling & { name: string; isLate?: boolean },
  ): void {
    const { history, now, last = '' } = this.knownOf(id);
    const then = on >= last ? now : foldUpTo(history, on);
    // Told late, against what stood on its day: what has been decided since is not asked.
    const state = isLate ? then : now;
    const body = bodyOf(name, { stroke, on, state, others: this.ids.filter((other) => other !== id) });
    const decide = rowOf(cases.decide[name as keyof typeof cases.decide] as never).decide;
    this.append(id, () => decide(body as never, { now: state, then } as never, this.context(stroke) as never));
  }

  /** A refusal tells nothing. */
  private append(id: string, decide: () => readonly DomainEvent[]): void {
    try {
      this.tale.append(streamOf(id), decide());
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }

  private context(stroke: Stroke): CaseContext {
    const { tale } = this;
    const calendar = this.calendarNow();
    return {
      ...office,
      rules: () => rulesOf(stroke),
      today: '2016-12-31',
      id: (what) => `${what}-${tale.events.length + 1}`,
      unitExists: () => true,
      due: (start: string, span: Span) => {
        const { due: on, provisional } = due(start, span, calendar);
        return provisional ? { on, provisional } : { on };
      },
      caseNamed: (id) => (this.stream(id).length > 0 ? this.knownOf(id).now : undefined),
      ...maybe({ source: { kind: 'ledger', digest: 'd', row: 2 } as const }, stroke.c + 1, 2),
    };
  }

  private calendarNow() {
    const notices = this.tale.stream(ruleStream).filter(({ type }) => type === 'CalendarIssued');
    if (notices.length !== this.calendar.notices) {
      const built = workingCalendar(notices.map(({ data }) => data as CalendarYear));
      this.calendar = { notices: notices.length, built };
    }
    return this.calendar.built;
  }

  private subject(id: string, stroke: Stroke) {
    const { correcting, versions } = cases;
    return {
      events: this.stream(id),
      context: this.context({ ...stroke, c: 0 }),
      correcting: correcting!,
      versions,
    };
  }

  private correct(id: string, { on, stroke }: Telling): void {
    const subject = this.subject(id, stroke);
    const data = oneOf(patches(on, stroke), stroke.b) as Record<string, unknown>;
    const fits = subject.events.filter((event) => Object.keys(data).every((field) => field in (event.data as object)));
    const target = oneOf(fits, stroke.a);
    if (!target) return;
    this.append(id, () => correctFact({ target: target.id, data, reason: '误' }, subject));
    this.approve(id, stroke);
  }

  private retract(id: string, stroke: Stroke): void {
    const subject = this.subject(id, stroke);
    const target = oneOf(subject.events.slice(stroke.b % 8 === 0 ? 0 : 1), stroke.a)?.id;
    if (!target) return;
    this.append(id, () => retractFact({ target, reason: '误' }, subject));
    this.approve(id, stroke);
  }

  /** Proposed by one, approved by another where it moves a statistic; some are never decided. */
  private approve(id: string, stroke: Stroke): void {
    const proposal = this.stream(id).at(-1)!;
    if (proposal.type !== 'CorrectionProposed' || stroke.c % 6 === 0) return;
    const subject = this.subject(id, stroke);
    const context = { ...subject.context, actor: secondClerk };
    if (stroke.c % 6 === 1)
      return this.append(id, () =>
        rejectCorrection({ proposal: proposal.id, reason: '不误' }, { ...subject, context }),
      );
    this.append(id, () => approveCorrection({ proposal: proposal.id }, { ...subject, context }));
  }
}

const foldUpTo = (history: readonly EffectiveEvent[], day: string): CaseState =>
  fold(
    cases,
    history.filter(({ on }) => on <= day),
  );

/** What is known of a case's stream at its present length. */
interface Known {
  readonly length: number;
  readonly history: readonly EffectiveEvent[];
  readonly now: CaseState;
  readonly last: string | undefined;
}
