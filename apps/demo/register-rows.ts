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

interface Worked {
  /** Blocks in the office's own words. */
  readonly words: Readonly<Record<string, string>>;
  readonly praised: readonly string[];
}

/** One that somebody worked on before it was issued: opened, its words edited, praise confirmed. */
export const workedBimonthly = (period: string, on: Day, { words, praised }: Worked): readonly Step[] => {
  const id = `bimonthly-${period}`;
  const told = (time: string, key: string) => ({ at: at(on, time), by: clerks.first, key: `${id}/${key}` });
  const own = { aggregate: 'briefing', id } as const;
  const opening = { occurredOn: on, briefing: id, kind: 'bimonthly', period } as const;
  return [
    officeStep(told('17:15', 'OpenBriefing'), { ...own, name: 'OpenBriefing', body: opening }),
    ...Object.entries(words).map(([block, text]) =>
      officeStep(told('17:25', `EditBriefing/${block}`), {
        ...own,
        name: 'EditBriefing',
        body: { occurredOn: on, block, text },
      }),
    ),
    ...praised.map((unit) =>
      officeStep(told('17:35', `ConfirmPraise/${unit}`), {
        ...own,
        name: 'ConfirmPraise',
        body: { occurredOn: on, unit },
      }),
    ),
    officeStep(told('17:45', 'IssueBriefing'), { ...own, name: 'IssueBriefing', body: { occurredOn: on } }),
  ];
};

/** A 专报 of which only the fact is known. */
export const special = (id: string, { on, validAt }: { on: Day; validAt: Day }): Step =>
  issued({ id, kind: 'special', on, validAt, absent: '重建，原文未保存（reconstructed, content not preserved）' });
