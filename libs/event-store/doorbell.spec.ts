import { sampleEvents } from './contract/sample.js';
import { doorbell, pollDoorbell } from './doorbell.js';
import { memoryLog } from './memory.js';

const passing = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the doorbell', () => {
  it('rings everybody, and nobody who stopped, though one function was handed in twice', () => {
    const bell = doorbell();
    let rings = 0;
    const ring = () => (rings += 1);
    const stop = bell.onAppended(ring);
    bell.onAppended(ring);
    bell.ring();
    stop();
    bell.ring();
    expect(rings).toBe(3);
  });

  it('rings by polling when the head moved, and not again before it moves (engine 12)', async () => {
    const store = memoryLog();
    let rings = 0;
    const stop = pollDoorbell(store, 5)(() => (rings += 1));
    await passing(30);
    expect(rings).toBe(0);
    await store.append('a', 'no_stream', sampleEvents(2));
    await passing(60);
    expect(rings).toBe(1);
    stop();
    await store.append('a', 1, sampleEvents(1));
    await passing(30);
    expect(rings).toBe(1);
  });

  it('outlives a read that fails', async () => {
    let [seq, reads, rings] = [0, 0, 0];
    const head = async () => {
      if ((reads += 1) === 2) throw new Error('busy');
      return { position: 'start', seq: (seq += 1) };
    };
    const stop = pollDoorbell({ head }, 5)(() => (rings += 1));
    await passing(60);
    stop();
    expect(rings).toBeGreaterThan(1);
  });
});
