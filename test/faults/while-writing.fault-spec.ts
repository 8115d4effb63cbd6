import { rmSync } from 'node:fs';
import type { EventData, RecordedEvent } from '#libs/kernel/event.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { rounds } from './support/lane.js';
import { newFolder } from './support/recovered.js';

const noted = (name: string): EventData => ({
  id: name,
  type: 'Noted',
  data: { text: name },
  metadata: {
    recordedAt: '2015-01-01T00:00:00.000Z',
    actor: 'a',
    $correlationId: name,
    commandKey: name,
    bodyDigest: '',
    schemaVersion: 1,
  },
});

describe('many writers while somebody reads the log forward (P3)', () => {
  it('no position is skipped: every page goes on where the last ended, in the order of commits (quality 1.11, engine 9)', async () => {
    const folder = newFolder();
    const log = openSqliteLog({ folder });
    const writers = 8;
    const each = rounds({ ci: 20_000, long: 200_000 });
    const read: RecordedEvent[] = [];
    let isWriting = true;
    const reading = (async () => {
      let after: Parameters<typeof log.readAll>[0] = 'start';
      for (;;) {
        const wasWriting = isWriting;
        const page = await log.readAll(after, 500);
        read.push(...page.events);
        after = page.next;
        if (page.atEnd && !wasWriting) return;
        if (page.atEnd) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    const write = async (writer: number): Promise<void> => {
      for (let at = 0; at < each; at += 10) {
        const batch = Array.from({ length: 10 }, (_, step) => noted(`w${writer}-${at + step}`));
        await log.append(`s${writer}-${at}`, 'no_stream', batch);
      }
    };
    try {
      await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
      isWriting = false;
      await reading;
      expect(read.length).toBe(writers * each);
      expect(read.findIndex(({ seq }, index) => seq !== index + 1)).toBe(-1);
    } finally {
      await log.close();
      rmSync(folder, { recursive: true });
    }
  });
});
