import { memoryLog } from '#libs/event-store/memory.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { PageFolder, Projection } from '#libs/projecting/port.js';
import { instead } from '#libs/projecting/scenario.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { chance } from './support/crash.js';
import { seed } from './support/lane.js';
import {
  aRepeatIsNoAppend,
  allOrNothing,
  faultsAreNamed,
  onePageOnce,
  oneEventAKey,
  oneEventARevision,
  readersMissNothing,
  sound,
  survivesCuts,
} from './support/laws.js';

// Each law holds over the sound part, and catches the defect that was planted for it. Defects of the disk (NORMAL
// instead of FULL, an answer before the commit) are planted in power-loss and io-errors.

type Store = (rows: RecordedEvent[]) => EventStore;

/** Appends whatever is asked at whatever revision there is. */
const ignoringExpectation: Store = (rows) => {
  const log = memoryLog(rows);
  return instead(log, {
    append: (stream, _expected, events, signal) => {
      const standing = rows.filter((event) => event.stream === stream).length;
      return log.append(stream, standing === 0 ? 'no_stream' : standing - 1, events, signal);
    },
  });
};

/** Reads a stream without the keys of its commands. */
const withoutKeys: Store = (rows) => {
  const log = memoryLog(rows);
  return instead(log, {
    readStream: async (stream) => {
      const { revision, events } = await log.readStream(stream);
      return {
        revision,
        events: events.map((event) => ({ ...event, metadata: { ...event.metadata, commandKey: '' } })),
      };
    },
  });
};

/** Does not look whether the same ids stand there already. */
const withoutIds: Store = (rows) => {
  const log = memoryLog(rows);
  return instead(log, {
    append: async (stream, expected, events, signal) => {
      const { revision } = await log.readStream(stream);
      const at = revision === 'no_stream' ? expected : revision;
      return log.append(
        stream,
        at,
        events.map((event, index) => ({ ...event, id: `${event.id}-${String(at)}-${index}` })),
        signal,
      );
    },
  });
};

/** Writes event by event. */
const eventByEvent: Store = (rows) => {
  const log = memoryLog(rows);
  return instead(log, {
    append: async (stream, expected, events, signal) => {
      await log.append(stream, expected, events.slice(0, 1), signal);
      throw new Error('the process ends here');
    },
  });
};

/** Takes its position first and commits when it comes to it: what the strongest peer did (quality 1.11). */
const positionBeforeCommit: Store = (rows) => {
  const log = memoryLog(rows);
  const waiting = new Set<number>();
  return instead(log, {
    append: async (...asked) => {
      const appended = await log.append(...asked);
      if (appended.seq % 3 === 0) {
        waiting.add(appended.seq);
        setTimeout(() => waiting.delete(appended.seq), 15);
      }
      return appended;
    },
    readAll: async (...asked) => {
      const page = await log.readAll(...asked);
      return { ...page, events: page.events.filter(({ seq }) => !waiting.has(seq)) };
    },
  });
};

describe('the log', () => {
  it.each([
    ['the expected revision is ignored', oneEventARevision, ignoringExpectation],
    ['the key is not looked for', oneEventAKey, withoutKeys],
    ['ids already there are not recognised', aRepeatIsNoAppend, withoutIds],
    ['an append is written event by event', allOrNothing, eventByEvent],
    ['the position is taken before the commit', readersMissNothing, positionBeforeCommit],
  ] as const)('planted: %s', async (_, law, defect) => {
    expect(await law(sound.log)).toEqual([]);
    expect(await law(defect)).not.toEqual([]);
  });
});

type Views = (views: ViewStore, cut: () => void) => ViewStore;

/** A cut before or after the commit: whole, or nothing of it. */
const cutAround: Views = (views, cut) =>
  instead(views, {
    commit: async (commit) => {
      cut();
      await views.commit(commit);
      cut();
    },
  });

/** Documents first, the checkpoint after them: a cut in between leaves documents nobody counted. */
const checkpointApart: Views = (views, cut) =>
  instead(views, {
    commit: async (commit) => {
      const at = await views.checkpoint(commit.generation);
      if (at) await views.commit({ ...commit, promote: false, checkpoint: at });
      cut();
      await views.commit(commit);
    },
  });

/** Whoever comes last wins. */
const withoutCompare = (views: ViewStore): ViewStore =>
  instead(views, {
    commit: async (commit) => views.commit({ ...commit, expected: await views.checkpoint(commit.generation) }),
  });

/** Whatever throws is passed over. */
const catchAndContinue = (projection: Projection): Projection => ({
  ...projection,
  open: (...asked) => {
    const folder = projection.open(...asked);
    const apply: PageFolder['apply'] = async (events) => {
      try {
        return await folder.apply(events);
      } catch {
        return [];
      }
    };
    return { apply, committed: () => folder.committed(), forget: () => folder.forget() };
  },
});

describe('the projector', () => {
  it('planted: the checkpoint stands outside the transaction', async () => {
    expect(await survivesCuts(cutAround, chance(seed))).toEqual([]);
    expect(await survivesCuts(checkpointApart, chance(seed))).not.toEqual([]);
  });

  it('planted: commits do not compare before they set', async () => {
    expect(await onePageOnce(sound.views)).toEqual([]);
    expect(await onePageOnce(withoutCompare)).not.toEqual([]);
  });

  it('planted: what throws is caught and passed over', async () => {
    expect(await faultsAreNamed((projection) => projection)).toEqual([]);
    expect(await faultsAreNamed(catchAndContinue)).not.toEqual([]);
  });
});
