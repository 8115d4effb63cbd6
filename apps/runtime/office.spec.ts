import { memoryLog } from '#libs/event-store/memory.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { EventData } from '#libs/kernel/event.js';
import { Office } from './office.js';

const granted = (id: string): EventData => ({
  id,
  type: 'RoleGranted',
  data: { occurredOn: '2015-03-01', role: 'office' },
  metadata: {
    recordedAt: '2015-03-01T00:00:00.000Z',
    actor: 'system:spec',
    $correlationId: 'c',
    commandKey: id,
    bodyDigest: '',
    schemaVersion: 1,
  },
});

const watched = (more: Partial<EventStore> = {}) => {
  const log = memoryLog();
  const pages: Promise<unknown>[] = [];
  const readAll: EventStore['readAll'] = (...asked) => {
    const page = log.readAll(...asked);
    pages.push(page);
    return page;
  };
  const store = { ...log, readAll, ...more };
  const append = (at: number) => log.append('spec-account-a', at < 0 ? 'no_stream' : at, [granted(`event-${at}`)]);
  return { pages, append, office: new Office(store, 'spec', []) };
};

describe('the office’s streams, read forward before every decision (engine 18)', () => {
  it('are not looked at again while nothing rang', async () => {
    const { pages, append, office } = watched();
    await append(-1);
    await office.refresh();
    await office.refresh();
    expect(pages).toHaveLength(1);
    await append(0);
    await office.refresh();
    expect([pages.length, office.revision('account-a')]).toEqual([2, 1]);
  });

  it('are looked at every time where others write the log', async () => {
    const { pages, office } = watched({ ringsForAll: undefined });
    await office.refresh();
    await office.refresh();
    expect(pages).toHaveLength(2);
  });

  it('miss nothing that is appended while they are read', async () => {
    const { append, office } = watched();
    await append(-1);
    const reading = office.refresh();
    const meanwhile = append(0).then(() => office.refresh());
    await Promise.all([reading, meanwhile]);
    expect(office.revision('account-a')).toBe(1);
  });

  it('are there for whoever comes while they are read', async () => {
    const { append, office } = watched();
    await append(-1);
    void office.refresh();
    await office.refresh();
    expect(office.revision('account-a')).toBe(0);
  });
});
