import { wholeLog } from '../support/given-eventstore.js';
import { canStartServer, skipped } from '../support/mongodb.js';
import { aSuggestion, openOffice } from '../support/office.js';
import { ServerSetup, until, type Process } from '../support/server-setup.js';
import { viewsBesideReplay } from '../support/shared-views.js';
import { chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';

const writers = 10;
const luck = chance(seed);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Two APIs and two projectors over a log and views in servers, under ten writers who never give up. */
class Scene {
  readonly acknowledged = new Set<string>();
  isOver = false;
  private isAbandoned = false;
  private next = 0;

  private constructor(
    readonly setup: ServerSetup,
    readonly apis: Process[],
    readonly projectors: Process[],
  ) {}

  static async open(): Promise<Scene> {
    const setup = await ServerSetup.open();
    await (await openOffice('2015-04-10T09:00:00+08:00', { EVENTSTORE_URL: setup.node.url() })).close();
    const apis = [await setup.keep('api'), await setup.keep('api')];
    return new Scene(setup, apis, [await setup.keep('projector'), await setup.keep('projector')]);
  }

  /** Also where a test failed in the middle: a writer that gets no answer would go on for ever. */
  async close(): Promise<void> {
    [this.isOver, this.isAbandoned] = [true, true];
    await this.setup.close();
  }

  /** One writer: the same command with the same key until it is answered, then the next. */
  async write(): Promise<void> {
    while (!this.isOver) {
      const name = `${(this.next += 1) % 10 === 0 ? 'u' : 'c'}${this.next}`;
      while (!(await this.give(name)) && !this.isAbandoned) await pause(100);
      this.acknowledged.add(name);
    }
  }

  private async give(name: string): Promise<boolean> {
    const isUnit = name.startsWith('u');
    const body = isUnit ? { effectiveFrom: '2000-01-01', unit: name, name } : aSuggestion(name);
    const headers = { 'content-type': 'application/json', 'idempotency-key': name };
    const asked = { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) };
    const answer = await this.apis[luck.below(2)]!.ask(`/api/v1/${isUnit ? 'units' : 'cases'}`, asked).catch(
      () => undefined,
    );
    // Units share a stream: three tries against so many others may not be enough (engine 7).
    if (answer && answer.status >= 400 && ![412, 503].includes(answer.status))
      throw new Error(`${name}: ${await answer.text()}`);
    return answer?.ok ?? false;
  }

  /** What happens to the set-up, by name; each ends with everything running again. */
  readonly faults: Readonly<Record<string, () => Promise<void>>> = {
    'API killed': () => this.replace(this.apis, 'api'),
    'projector killed': () => this.replace(this.projectors, 'projector'),
    'event store killed': async () => {
      await this.setup.node.stop('kill');
      await pause(300 + luck.below(3_000));
      await this.setup.node.start();
    },
    'event store cut off': async () => {
      for (let cut = 0; cut < 5; cut += 1) {
        this.setup.node.wire().cut();
        await pause(luck.below(300));
      }
    },
    'views killed': async () => {
      await this.setup.mongo.kill();
      await pause(luck.below(2_000));
      await this.setup.mongo.start();
    },
    'views hang': async () => {
      this.setup.mongo.pause();
      await pause(500 + luck.below(3_000));
      this.setup.mongo.resume();
    },
  };

  private async replace(processes: Process[], app: 'api' | 'projector'): Promise<void> {
    const at = luck.below(processes.length);
    processes[at]!.child.kill('SIGKILL');
    await processes[at]!.ended;
    processes[at] = await this.setup.keep(app);
  }
}

const onServers = () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  }, 300_000);
  afterEach(() => scene.close(), 60_000);

  it('lose nothing that was acknowledged and store nothing twice; the views equal a replay (D1, P1, S1, S2)', async () => {
    const writing = Promise.all(Array.from({ length: writers }, () => scene.write()));
    const names = Object.keys(scene.faults);
    const first = luck.below(names.length);
    for (let round = 0; round < rounds({ ci: 20, long: 500 }); round += 1) {
      const name = names[(first + round) % names.length]!;
      const before = scene.acknowledged.size;
      await pause(luck.below(1_000));
      await scene.faults[name]!();
      // Writers get on by themselves, whatever it was (quality S1).
      const getOn = until(
        async () => scene.acknowledged.size,
        (now) => now > before + writers,
        120_000,
      ).catch((error: unknown) => Promise.reject(new Error(`after "${name}": ${String(error)}`)));
      await Promise.race([getOn, writing]);
    }
    scene.isOver = true;
    await writing;
    const events = await wholeLog({ url: scene.setup.node.url(), prefix: 'lookback' });
    const told = events.flatMap(({ type, data }) => {
      const { unit, number } = data as { unit: string; number: string };
      return type === 'UnitFounded' ? [unit] : type === 'CaseRegistered' ? [number] : [];
    });
    const ours = told.filter((name) => scene.acknowledged.has(name));
    expect(ours.toSorted()).toEqual([...scene.acknowledged].toSorted());
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const { held, fresh } = await viewsBesideReplay(scene.setup, scene.apis[0]!);
    expect(held).toEqual(fresh);
  });
};

if (canStartServer) describe('servers and processes that come and go under ten writers', onServers);
else skipped('servers and processes that come and go');
