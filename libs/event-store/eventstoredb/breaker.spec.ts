import { breaker } from './breaker.js';

const everyMs = 10;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('opens after three calls in a row without an answer, and closes when a probe gets one (engine 11)', async () => {
  let [isUp, probes] = [false, 0];
  const own = breaker(async () => {
    probes += 1;
    if (!isUp) throw new Error('down');
  }, everyMs);
  own.failed();
  own.failed();
  own.succeeded();
  own.failed();
  own.failed();
  expect(() => own.check()).not.toThrow();
  own.failed();
  expect(() => own.check()).toThrow(expect.objectContaining({ code: 'server.unreachable', status: 503 }));
  while (probes < 2) await pause(1);
  expect(() => own.check()).toThrow();
  isUp = true;
  while (probes < 3) await pause(1);
  await pause(1);
  expect(() => own.check()).not.toThrow();
  own.close();
});

it('asks no more once it is closed, and survives a probe that cannot even begin', async () => {
  let probes = 0;
  const own = breaker(() => {
    probes += 1;
    throw new Error('closed');
  }, everyMs);
  for (let call = 0; call < 3; call += 1) own.failed();
  while (probes < 1) await pause(1);
  own.close();
  const before = probes;
  own.failed();
  await pause(5 * everyMs);
  expect(probes).toBe(before);
});
