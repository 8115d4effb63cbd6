import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { newFolder } from './support/recovered.js';

interface Told {
  readonly told: readonly string[];
  readonly events: readonly (readonly [seq: number, recordedAt: string])[];
  /** Units as known at the end of each (UTC) day that an event was recorded on. */
  readonly lists: readonly (readonly [day: string, units: readonly string[] | string])[];
}

const zones = ['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'];

/** What a clock does, and what comes of each command: all stored but where it says otherwise. */
const clocks: Readonly<Record<string, { at: readonly string[]; refused?: readonly number[] }>> = {
  'back by three seconds': { at: ['2015-06-01T04:00:10Z', '2015-06-01T04:00:07Z', '2015-06-01T04:00:11Z'] },
  'back by a minute': {
    at: ['2015-06-01T04:01:00Z', '2015-06-01T04:00:00Z', '2015-06-01T04:00:54Z', '2015-06-01T04:00:55Z'],
    refused: [1, 2],
  },
  'forward by ten years, and back': {
    at: ['2015-06-01T04:00:00Z', '2025-06-01T04:00:00Z', '2015-06-01T04:00:01Z', '2025-06-01T04:00:01Z'],
    refused: [2],
  },
  'over a year’s end in Shanghai': {
    at: ['2015-12-31T15:59:59.999Z', '2015-12-31T16:00:00.000Z', '2016-01-01T15:59:59.999Z', '2016-01-01T16:00:00Z'],
  },
  'over a leap day': {
    at: ['2016-02-28T15:59:59Z', '2016-02-28T16:00:00Z', '2016-02-29T15:59:59Z', '2016-02-29T16:00:00Z'],
  },
  'over an hour that New York has twice': {
    at: ['2015-11-01T05:30:00Z', '2015-11-01T06:30:00Z', '2015-11-01T05:59:58Z', '2015-11-01T06:30:01Z'],
    refused: [2],
  },
};

const played = (at: readonly string[], zone: string): Told => {
  const folder = newFolder();
  try {
    const env = { ...process.env, TZ: zone, NODE_OPTIONS: '' };
    const run = ['--no-warnings', 'test/faults/support/clock-child.mjs', folder, ...at];
    return JSON.parse(execFileSync(process.execPath, run, { env, encoding: 'utf8' })) as Told;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** End of a day in Shanghai, which has no summer time since 1991. */
const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999+08:00`);

describe('a clock that jumps, in any zone (S5)', () => {
  it.each(Object.keys(clocks).flatMap((name) => zones.map((zone) => [name, zone] as const)))(
    '%s, in %s: the order is that of positions, recordedAt never goes back, days are Shanghai’s (engine 2, 3)',
    (name, zone) => {
      const { at, refused = [] } = clocks[name]!;
      const { told, events, lists } = played(at, zone);
      expect(told).toEqual(at.map((_, index) => (refused.includes(index) ? 'clock.suspect' : 'stored')));
      expect(events.map(([seq]) => seq)).toEqual(events.map((_, index) => index + 1));
      const times = events.map(([, recordedAt]) => Date.parse(recordedAt));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      // The first event says that there is a log now; each further one founds a unit.
      const stored = at.flatMap((_, index) => (refused.includes(index) ? [] : [`u${index}`]));
      for (const [day, units] of lists)
        expect([day, units]).toEqual([day, stored.filter((_, index) => times[index + 1]! <= endOf(day))]);
    },
  );
});
