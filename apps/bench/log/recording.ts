import { dayFromNumber } from '#libs/calendar/day.js';
import type { CaseAssigned, CaseRegistered } from '#libs/cases/events.js';
import type { EventData, Metadata } from '#libs/kernel/event.js';
import { claimStream, type NumberKey } from '#libs/office/claim.js';
import type { EventStore, ExpectedRevision } from '#libs/event-store/port.js';
import { caseLife } from './case-life.js';
import type { Seeded } from './seeded.js';
import type { Told } from './telling.js';

/** An event on its way into its stream. */
interface Waiting {
  readonly stream: string;
  readonly event: EventData;
}

/** A case as the load on the API finds it. */
export interface Standing {
  readonly id: string;
  readonly revision: number;
  readonly lead: string;
  readonly proposer: string;
  readonly ended: boolean;
}

/** Appends sent at once: they share commits. */
const together = 2_048;

/** Writes the days of an office into a log, each event at the moment somebody wrote it down. */
export class Recording {
  private readonly days = new Map<number, { id: string; told: Told }[]>();
  private readonly cases = new Map<string, Standing>();
  private registered = 0;
  private waiting: Waiting[] = [];
  private readonly revisions = new Map<string, number>();

  constructor(
    private readonly events: EventStore,
    private readonly prefix: string,
    private readonly seeded: Seeded,
  ) {}

  /** Cases written so far. */
  get count(): number {
    return this.cases.size;
  }

  /** Cases that are open or were answered, the latest last. */
  get standing(): readonly Standing[] {
    return [...this.cases.values()].filter(({ ended }) => !ended);
  }

  /** A case comes in on a day; what will be written of it is known from here on. */
  register(day: number): void {
    this.registered += 1;
    const { id, told } = caseLife(this.registered, day, this.seeded);
    for (const one of told) {
      const list = this.days.get(one.recordedOn) ?? [];
      list.push({ id, told: one });
      this.days.set(one.recordedOn, list);
    }
  }

  /** Writes one day, at most `most` events; answers how many. */
  async write(day: number, most: number): Promise<number> {
    const list = this.days.get(day) ?? [];
    this.days.delete(day);
    let written = 0;
    for (const [place, { id, told }] of list.entries()) {
      if (written >= most) break;
      const at = new Date(Date.parse(`${dayFromNumber(day)}T01:00:00Z`) + place * 1_000).toISOString();
      written += told.type === 'CaseRegistered' ? this.claim(id, told, at) : 0;
      this.take(`${this.prefix}-case-${id}`, this.recorded(told, at));
      this.note(id, told);
      written += 1;
      if (this.waiting.length >= together) await this.flush();
    }
    return written;
  }

  async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    await Promise.all(
      batch.map(({ stream, event }) => {
        const expected = this.revisions.get(stream) ?? -1;
        this.revisions.set(stream, expected + 1);
        return this.events.append(stream, asExpected(expected), [event]);
      }),
    );
  }

  private claim(id: string, { data }: Told, at: string): number {
    const key = data as NumberKey;
    const { level, kind, body, term, session, sitting, number } = key;
    const claimed = { case: id, level, kind, body, term, session, sitting, number };
    const event = { id: this.seeded.id(), type: 'NumberClaimed', data: claimed };
    const metadata = this.metadata('system:registration', at);
    this.take(`${this.prefix}-${claimStream(key)}`, { ...event, metadata });
    return 1;
  }

  private take(stream: string, event: EventData): void {
    this.waiting.push({ stream, event });
  }

  private recorded({ id, type, data, actor, unit }: Told, at: string): EventData {
    const who = { ...this.metadata(actor, at), ...(unit && { post: 'unitDeputy', unit }) };
    return { id, type, data, metadata: { ...who, $context: context } };
  }

  private metadata(actor: string, recordedAt: string): Metadata {
    const { seeded } = this;
    const commandKey = seeded.id();
    return {
      recordedAt,
      actor,
      $correlationId: seeded.id(),
      commandKey,
      bodyDigest: seeded.hex(64),
      schemaVersion: 1,
      origin: 'reconstruction',
    };
  }

  private note(id: string, { type, data }: Told): void {
    const { leadProposer = '', units = [] } = data as Partial<CaseRegistered & CaseAssigned>;
    const known = this.cases.get(id) ?? { id, revision: -1, lead: '', proposer: leadProposer, ended: false };
    const lead = type === 'CaseAssigned' ? (units as CaseAssigned['units'])[0]!.unit : known.lead;
    const ended = known.ended || type === 'CaseWithdrawn';
    this.cases.set(id, { ...known, revision: known.revision + 1, lead, ended });
  }
}

/** What a decision on a case notes of the streams it read. */
const context = { unit: 22, post: 40, 'rule-book-shanghai': 22 };

const asExpected = (revision: number): ExpectedRevision => (revision < 0 ? 'no_stream' : revision);
