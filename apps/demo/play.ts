import type { NumberKey } from '#libs/office/claim.js';
import { ledgerBytes } from './ledgers.js';
import type { Deed, Step } from './step.js';

export interface DoorCommand {
  aggregate: string;
  id?: string;
  name: string;
  body: object;
  by: string;
  key: string;
}

export interface Done {
  id?: string;
  events: readonly { id: string; seq: number; type: string }[];
}

/** What a script is played through: the same doors as users have, on a clock that is set. */
export interface Door {
  setClock(instant: string): void;
  execute(command: DoorCommand): Promise<Done>;
  importLedger(file: { name: string; bytes: Uint8Array }, by: string): Promise<void>;
  caseId(key: NumberKey): Promise<string>;
  /** Id of the case's first event of a type. */
  eventOf(caseId: string, type: string): Promise<string>;
  settle(): Promise<void>;
}

export type OnProgress = (done: number, of: number) => void;

interface Playing {
  door: Door;
  /** Events of correction steps, by step key. */
  proposals: Map<string, string>;
  hasBriefing: boolean;
}

/** Plays the steps in order; views are brought up to date where a briefing looks at them. */
export const play = async (steps: readonly Step[], door: Door, onProgress?: OnProgress): Promise<void> => {
  const playing: Playing = { door, proposals: new Map(), hasBriefing: false };
  for (const [index, step] of steps.entries()) {
    door.setClock(step.at);
    await playOne(step, playing);
    const isLastOfDay = steps[index + 1]?.at.slice(0, 10) !== step.at.slice(0, 10);
    if (playing.hasBriefing && isLastOfDay) await door.settle();
    onProgress?.(index + 1, steps.length);
  }
  await door.settle();
};

const playOne = async (step: Step, playing: Playing): Promise<void> => {
  const { do: deed, by, key } = step;
  const { door } = playing;
  if (deed.kind === 'command') return command(deed, step, playing);
  if (deed.kind === 'import') return door.importLedger({ name: deed.file, bytes: ledgerBytes(deed.file) }, by);
  const id = await door.caseId(deed.case);
  if (deed.kind === 'approval') {
    const body = { proposal: playing.proposals.get(deed.of) ?? '' };
    await door.execute({ aggregate: 'case', id, name: 'ApproveCorrection', body, by, key });
    return;
  }
  const body = { target: await door.eventOf(id, deed.type), data: deed.data, reason: deed.reason };
  const { events } = await door.execute({ aggregate: 'case', id, name: 'CorrectFact', body, by, key });
  playing.proposals.set(key, events[0]?.id ?? '');
};

type Commanded = Extract<Deed, { kind: 'command' }>;

const command = async (deed: Commanded, { by, key }: Step, playing: Playing): Promise<void> => {
  const { door } = playing;
  const { aggregate, name, cases } = deed;
  const isBriefing = aggregate === 'briefing';
  if (isBriefing) await door.settle();
  const id = deed.case ? await door.caseId(deed.case) : deed.id;
  const ids = cases ? { [cases.field]: await Promise.all(cases.keys.map((each) => door.caseId(each))) } : {};
  await door.execute({ aggregate, id, name, body: { ...deed.body, ...ids }, by, key });
  playing.hasBriefing ||= isBriefing;
};
