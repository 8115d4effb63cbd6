import type { Day } from '#libs/kernel/event.js';
import type { BriefingKind } from '#libs/office/briefing-bodies.js';
import type { RegisterCommands } from '#libs/office/register-commands.js';
import { at, writtenDown } from './days.js';
import { numberOf } from './ledgers.js';
import { officeStep, type Step } from './step.js';
import { clerks } from './telling.js';

type Entry<N extends keyof RegisterCommands> = Omit<RegisterCommands[N], 'entry' | 'occurredOn' | 'cases'>;

export interface EntryRow<N extends keyof RegisterCommands> {
  entry: string;
  on: Day;
  body: Entry<N>;
  /** Short names of the cases it spoke of. */
  refs?: readonly string[];
  lag?: number;
}

/** One entry of the office's own register. */
export const entered = <N extends keyof RegisterCommands & string>(name: N, row: EntryRow<N>): Step => {
  const { entry, on, body, refs, lag } = row;
  const cases = refs && { field: 'cases', keys: refs.map(numberOf) };
  return officeStep(
    { at: writtenDown(on, lag), by: clerks.first, key: `register/${entry}` },
    { aggregate: 'register', name, body: { occurredOn: on, entry, ...body } as unknown as RegisterCommands[N], cases },
  );
};

interface Issuing {
  id: string;
  kind: BriefingKind;
  on: Day;
  period?: string;
  validAt?: Day;
  absent?: string;
}

const issued = ({ id, on, ...body }: Issuing): Step =>
  officeStep(
    { at: at(on, '17:45'), by: clerks.first, key: `${id}/IssueBriefing` },
    { aggregate: 'briefing', id, name: 'IssueBriefing', body: { occurredOn: on, briefing: id, ...body } },
  );

/** 双月通报 of the two months that begin with `period`. */
export const bimonthly = (period: string, on: Day): Step =>
  issued({ id: `bimonthly-${period}`, kind: 'bimonthly', period, on });

/** A 专报 of which only the fact is known. */
export const special = (id: string, { on, validAt }: { on: Day; validAt: Day }): Step =>
  issued({ id, kind: 'special', on, validAt, absent: '重建，原文未保存（reconstructed, content not preserved）' });
