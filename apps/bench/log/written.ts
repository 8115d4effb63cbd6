import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { ending, officeLife } from '#apps/demo/office-life.js';
import { play, type Door } from '#apps/demo/play.js';
import { runtimeDoor } from '#apps/demo/runtime-door.js';
import { inOrder, type Step } from '#apps/demo/step.js';
import { dayFromNumber } from '#libs/calendar/day.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import { derivedId } from '#libs/kernel/ids.js';
import { Recording, type Standing } from './recording.js';
import { eventsOfCase, firstDay, lastDay, startDays } from './schedule.js';
import { Seeded } from './seeded.js';

/** Raised when the same seed gives another log. */
const generatorVersion = 1;

export interface LogSize {
  readonly events: number;
  readonly seed: number;
}

/** A log in a folder, with what a load on it needs to know of its cases. */
export interface WrittenLog extends LogSize {
  readonly folder: string;
  readonly cases: number;
  readonly standing: readonly Standing[];
}

/** Cases named for the load; the latest ones, which the office is busy with. */
const named = 5_000;

/** The log of a size and seed: written once, then found where it was put. */
export const writtenLog = async (size: LogSize, home: string): Promise<WrittenLog> => {
  const folder = join(home, `log-${size.events}-seed${size.seed}-v${generatorVersion}`);
  const note = join(folder, 'log.json');
  if (!existsSync(note)) await write(size, folder);
  return { ...(JSON.parse(readFileSync(note, 'utf8')) as Omit<WrittenLog, 'folder'>), folder };
};

const write = async (size: LogSize, folder: string): Promise<void> => {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const { cases, standing } = await writeInto(unfinished, size);
  writeFileSync(join(unfinished, 'log.json'), JSON.stringify({ ...size, cases, standing: standing.slice(-named) }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
};

/** The office of the sample data, and the cases of the size asked for: day by day, as they were written down. */
const writeInto = async (folder: string, size: LogSize) => {
  const steps = [...inOrder([...officeLife(), ending()])];
  const clock = scriptedClock(steps[0]!.at);
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_SAMPLE: 'none' });
  const logId = derivedId('bench', size.seed, size.events);
  const runtime = await openRuntime({ config, projector: 'inline', clock, logId });
  const door = { ...runtimeDoor(runtime, clock), settle: async () => {} };
  runtime.recordAs('reconstruction');
  try {
    const seeded = new Seeded(size.seed);
    const recording = new Recording(runtime.events, config.prefix, seeded);
    await writeDays(recording, { size, seeded, steps, door });
    return { cases: recording.count, standing: recording.standing };
  } finally {
    await runtime.close();
  }
};

interface Writing {
  readonly size: LogSize;
  readonly seeded: Seeded;
  readonly steps: Step[];
  readonly door: Door;
}

const writeDays = async (recording: Recording, { size, seeded, steps, door }: Writing): Promise<void> => {
  const starts = startDays(Math.round(size.events / eventsOfCase), seeded);
  let left = size.events - steps.length;
  for (let day = firstDay, next = 0; day <= lastDay; day += 1) {
    for (; starts[next] === day; next += 1) recording.register(day);
    left -= await recording.write(day, left);
    const today = due(steps, day);
    if (today.length > 0) await recording.flush();
    await play(today, door);
  }
  await recording.flush();
  await play(steps, door);
};

/** Takes the office's own steps up to the end of a day. */
const due = (steps: Step[], day: number): readonly Step[] => {
  const until = dayFromNumber(day + 1);
  const at = steps.findIndex((step) => step.at.slice(0, 10) >= until);
  return steps.splice(0, at === -1 ? steps.length : at);
};
