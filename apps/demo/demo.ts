import type { Config } from '#apps/runtime/config.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { isEmbedded } from '#apps/runtime/stores.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import { canonical, derivedId, sha256 } from '#libs/kernel/ids.js';
import { aloneOn } from './alone.js';
import { ledgerBytes, ledgerFiles } from './ledgers.js';
import { patient } from './patience.js';
import { play, type OnProgress } from './play.js';
import { runtimeDoor } from './runtime-door.js';
import { minhangScript } from './script.js';
import { withVariant, type Variant } from './variants.js';

export interface Loading {
  readonly variant?: Variant;
  readonly onProgress?: OnProgress;
}

/**
 * Fills an empty log with the sample data: the same script gives the same log, byte for byte, its id included. The views
 * are built along with it. Refuses `log.not-empty`; on servers `demo.projectors-running`.
 */
export const loadMinhang = (config: Config, loading: Loading = {}): Promise<void> =>
  aloneOn(config, () => load(config, loading));

const load = async (config: Config, { variant, onProgress }: Loading): Promise<void> => {
  const steps = withVariant(minhangScript(), variant);
  const clock = scriptedClock(steps[0]!.at);
  const logId = derivedId('minhang', canonical(steps), ...ledgerFiles.map((file) => sha256(ledgerBytes(file))));
  const runtime = await openRuntime({ config, projector: 'inline', clock, logId });
  try {
    if ((await runtime.events.head()).seq > 0) throw refuseQuery('log.not-empty');
    runtime.recordAs('reconstruction');
    const door = runtimeDoor(runtime, clock);
    await play(steps, isEmbedded(config) ? door : patient(door), onProgress);
  } finally {
    await runtime.close();
  }
};
