import { refuseFolder, refuseServer } from '#libs/event-store/errors.js';
import { atStart } from './at-start.js';

/** A clock that only moves while somebody pauses. */
const time = () => {
  let now = 0;
  return { monotonic: () => now, pause: async (ms: number) => void (now += ms) };
};

/** Refuses so many times before it answers. */
const answeringAfter = (failures: number, failure: Error) => {
  const asked = { times: 0 };
  const ask = async (): Promise<string> => {
    asked.times += 1;
    if (asked.times <= failures) throw failure;
    return 'answered';
  };
  return { ask, asked };
};

describe('a start asks a log that does not get round to answering', () => {
  it('again, until it answers (engine 11)', async () => {
    const { ask, asked } = answeringAfter(5, refuseServer('server.unreachable'));
    expect(await atStart(ask, time())).toBe('answered');
    expect(asked.times).toBe(6);
  });

  it('no longer than its patience', async () => {
    const { ask, asked } = answeringAfter(Infinity, refuseServer('server.unreachable'));
    await expect(atStart(ask, time())).rejects.toMatchObject({ code: 'server.unreachable' });
    expect(asked.times).toBe(51);
  });

  it('but takes any other refusal at its word', async () => {
    const { ask, asked } = answeringAfter(1, refuseFolder('log.newer-schema', { schema: 2, own: 1 }));
    await expect(atStart(ask, time())).rejects.toMatchObject({ code: 'log.newer-schema' });
    expect(asked.times).toBe(1);
  });
});
