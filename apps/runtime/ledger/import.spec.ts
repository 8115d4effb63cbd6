import { bodyDigest, derivedId } from '#libs/kernel/ids.js';
import { isRefusal, refusals, type Refusal } from '#libs/kernel/refusal.js';
import { claimId, type NumberKey } from '#libs/office/claim.js';
import type { LedgerCommand, LedgerDoor, StoredCase } from './door.js';
import { importLedger, type ImportOptions } from './import.js';
import type { Planning } from './plan.js';
import type { Remark } from './remarks.js';

const say = refusals({
  'assignment.already-made': { zh: '已交办', en: 'Assigned already', status: 409 },
  'date.contradicts-later': { zh: '与之后的事实矛盾', en: 'Contradicts what happened later', status: 409 },
  'store.unavailable': { zh: '存储不可用', en: 'The store does not answer', status: 503 },
});

const planning: Planning = {
  today: '2024-12-31',
  bodies: { city: { suggestion: '上海市人大', proposal: '上海市政协' } },
  unitNamed: (text) => (text === '区交通委' ? 'jiaotong' : undefined),
  outcomesOf: () => ['solved'],
  subjectsOf: () => ['城建交通'],
};

const header = '编号,类别,届,次,案由,提出人,角色,收件日期,牵头单位,交办日期,面商日期,题材';
const row = (number: string, title = '关于一件事的建议'): string =>
  `${number},建议,16,2,${title},代表甲,主办,2024-02-20,区交通委,2024-02-22,2024-03-20,城建交通`;
const file = (...rows: readonly string[]) => ({
  name: 'C:\\temp\\台账.csv',
  bytes: Buffer.from([header, ...rows].join('\n')),
});
const ten = Array.from({ length: 10 }, (_, at) => row(String(at + 1).padStart(4, '0')));

interface Recorded {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly digest: string;
  readonly file?: string;
  readonly row?: number;
}

/** A ledger in memory that answers keys as the executor does, and can be made to fail. */
class MemoryLedger {
  readonly events: Recorded[] = [];
  readonly imports = new Map<string, { file: string; rows: number; completed?: object }>();
  private readonly owners = new Map<string, string>();
  private readonly registered = new Map<string, Record<string, unknown>>();
  /** Called before each command: throws to refuse or to crash. */
  before: (command: LedgerCommand) => void = () => undefined;

  door(by: string): LedgerDoor {
    return {
      planning,
      caseOwner: async (key) => this.owners.get(claimId(key)),
      storedCase: async (id) => this.stored(id),
      execute: async (command) => this.execute(command, by),
      importState: async (digest) => this.stateOf(digest),
      startImport: async ({ digest, ...started }) => void this.imports.set(digest, started),
      completeImport: async (digest, completed) =>
        void this.imports.set(digest, { ...this.imports.get(digest)!, completed }),
    };
  }

  take(body: NumberKey & Record<string, unknown>): void {
    const id = `by-hand-${body.number}`;
    this.owners.set(claimId(body), id);
    this.registered.set(id, body);
    this.events.push({ id, name: 'RegisterCase', key: 'typed', digest: bodyDigest(body) });
  }

  retract(number: string): void {
    for (const [claim, id] of this.owners)
      if (this.registered.get(id)?.['number'] === number) {
        this.owners.delete(claim);
        this.registered.delete(id);
      }
  }

  private stateOf(digest: string) {
    const mark = this.imports.get(digest);
    if (!mark) return 'none';
    return mark.completed ? 'completed' : 'open';
  }

  private stored(id: string): StoredCase | undefined {
    const registered = this.registered.get(id);
    const events = this.events.filter((event) => event.id === id);
    const commands = new Map(events.map(({ key, digest }) => [key, digest]));
    return registered && { registered, digest: events[0]?.file, commands };
  }

  private execute(command: LedgerCommand, by: string) {
    this.before(command);
    const { name, body, key, source } = command;
    const id = command.id ?? derivedId('case', by, key);
    if (this.events.some((event) => event.id === id && event.key === key)) return { id, repeated: true, events: 1 };
    if (name === 'RegisterCase') {
      this.owners.set(claimId(body as NumberKey), id);
      this.registered.set(id, body as Record<string, unknown>);
    }
    if (name === 'AssignCase' && this.events.some((event) => event.id === id && event.name === name))
      throw say('assignment.already-made');
    this.events.push({ id, name, key, digest: bodyDigest({ name, body }), file: source.digest, row: source.row });
    return { id, repeated: false, events: 1 };
  }
}

let ledger: MemoryLedger;
beforeEach(() => {
  ledger = new MemoryLedger();
});

const imported = (given: ReturnType<typeof file>, options?: ImportOptions, by = 'office') =>
  importLedger(given, ledger.door(by), options);

const refusalOf = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: unknown) => {
      if (isRefusal(error)) return error;
      throw error;
    },
  );

/** A process killed before its nth command. */
const dyingAt = (nth: number) => {
  let count = 0;
  return () => {
    count += 1;
    if (count >= nth) throw new Error('killed');
  };
};

const perRow = 4;

describe('an import', () => {
  it('marks its beginning and end, and gives every command its file and row', async () => {
    const result = await imported(file(...ten));
    const { digest } = result;
    expect(result).toEqual({ digest, rows: 10, created: 10, skipped: 0, remarks: [], dryRun: false, resumed: false });
    expect(ledger.imports.get(digest)).toEqual({ file: '台账.csv', rows: 10, completed: { created: 10, skipped: 0 } });
    expect(ledger.events).toHaveLength(10 * perRow);
    expect(ledger.events.filter((event) => event.row === 11).map(({ name, file: from }) => [name, from])).toEqual([
      ['RegisterCase', digest],
      ['ClassifyCase', digest],
      ['AssignCase', digest],
      ['RecordContact', digest],
    ]);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    await imported(file(...ten), { onProgress: ({ done, total }) => seen.push(done / total) });
    expect(seen).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  it('writes nothing where any row has an error, and says all of them', async () => {
    const broken = [...ten.slice(0, 3), row('0011').replace('主办', '帮办'), row('0012').replace('16', '?')];
    const refusal = await refusalOf(imported(file(...broken)));
    expect([refusal.code, refusal.details['count']]).toEqual(['import.has-errors', 2]);
    expect((refusal.details['remarks'] as readonly Remark[]).map((remark) => remark.row)).toEqual([5, 6]);
    expect([ledger.events.length, ledger.imports.size]).toEqual([0, 0]);
  });

  it('rehearsed, counts what it would do and writes nothing', async () => {
    await imported(file(...ten.slice(0, 4)));
    const before = ledger.events.length;
    const result = await imported(file(...ten, ''), { dryRun: true });
    expect(result).toMatchObject({ created: 6, skipped: 4, dryRun: true, remarks: [] });
    expect([ledger.events.length, ledger.imports.size]).toEqual([before, 1]);
  });
});

describe('twice adds nothing', () => {
  it.each([
    ['the same file', file(...ten), 'office', 10],
    ['the same file, by another person', file(...ten), 'colleague', 10],
    ['another file with the same cases', file('', ...[...ten].reverse()), 'office', 10],
    ['another file with the same cases, by another person', file('', ...ten), 'colleague', 10],
  ])('%s', async (_, again, by, skipped) => {
    await imported(file(...ten));
    const before = [...ledger.events];
    expect(await imported(again, {}, by)).toMatchObject({ created: 0, skipped, remarks: [], resumed: false });
    expect(ledger.events).toEqual(before);
  });

  it('a case told otherwise gets a remark and no event', async () => {
    await imported(file(...ten));
    const before = [...ledger.events];
    const other = [ten[0]!, row('0002', '另一个案由'), ten[2]!.replace('2024-03-20', '2024-03-21'), row('0099')];
    const { created, skipped, remarks } = await imported(file(...other));
    expect([created, skipped]).toEqual([1, 3]);
    expect(remarks.map(({ row: at, code, severity }) => [at, code, severity])).toEqual([
      [3, 'import.differs', 'warning'],
      [4, 'import.differs', 'warning'],
    ]);
    expect(remarks[0]!.zh).toContain('案由');
    expect(remarks[1]!.zh).toContain('面商');
    expect(ledger.events.length - before.length).toBe(perRow);
  });

  it('a case entered by hand is left alone, and what the row knows beyond it is named', async () => {
    const key = {
      level: 'city',
      kind: 'suggestion',
      body: '上海市人大',
      term: 16,
      session: 2,
      sitting: 'in-session',
      number: '0001',
    };
    const told = {
      occurredOn: '2024-02-20',
      title: '关于一件事的建议',
      proposers: ['代表甲'],
      leadProposer: '代表甲',
      outerRole: 'lead',
    };
    ledger.take({ ...key, ...told });
    const { skipped, remarks } = await imported(file(ten[0]!));
    expect([skipped, ledger.events.length]).toEqual([1, 1]);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]!.zh).toContain('交办');
  });

  it('a case imported and taken back is not brought back silently', async () => {
    await imported(file(ten[0]!));
    ledger.retract('0001');
    const { created, remarks } = await imported(file('', ten[0]!));
    expect([created, remarks.map(({ code }) => code)]).toEqual([0, ['import.taken-back']]);
    expect(ledger.events).toHaveLength(perRow);
  });
});

describe('a crash', () => {
  it.each([1, 2, 3, 4, 5, 9, 20, 33, 39, 40])('before command %i is resumed by the same call', async (nth) => {
    ledger.before = dyingAt(nth);
    await expect(imported(file(...ten))).rejects.toThrow('killed');
    const cut = ledger.events.length;
    expect(cut).toBeLessThan(10 * perRow);
    ledger.before = () => undefined;
    const result = await imported(file(...ten));
    expect(result).toMatchObject({ created: 10, skipped: 0, remarks: [], resumed: true });
    expect(ledger.events).toHaveLength(10 * perRow);
    expect(new Set(ledger.events.map(({ id, key }) => id + key)).size).toBe(10 * perRow);
    expect(ledger.imports.get(result.digest)!.completed).toEqual({ created: 10, skipped: 0 });
  });

  it('is resumed by another person too, nothing twice', async () => {
    ledger.before = dyingAt(17);
    await expect(imported(file(...ten))).rejects.toThrow('killed');
    ledger.before = () => undefined;
    expect(await imported(file(...ten), {}, 'colleague')).toMatchObject({ created: 10, resumed: true, remarks: [] });
    expect(ledger.events).toHaveLength(10 * perRow);
    expect(new Set(ledger.events.map(({ key }) => key)).size).toBe(10 * perRow);
  });

  it('again and again ends all the same', async () => {
    const made: unknown[] = [];
    for (let attempt = 0; attempt < 60 && made.length === 0; attempt += 1) {
      ledger.before = dyingAt(2);
      await imported(file(...ten)).then(
        ({ created }) => made.push(created),
        () => undefined,
      );
    }
    expect(made).toEqual([10]);
    expect(ledger.events).toHaveLength(10 * perRow);
  });

  it('after the last row, before the end mark', async () => {
    const door = ledger.door('office');
    const dying = { ...door, completeImport: () => Promise.reject(new Error('killed')) };
    await expect(importLedger(file(...ten), dying)).rejects.toThrow('killed');
    expect(await imported(file(...ten))).toMatchObject({ created: 10, resumed: true });
    expect(ledger.events).toHaveLength(10 * perRow);
  });
});

describe('a refusal by a decider', () => {
  it('stops its row, is said there, and the others go on', async () => {
    ledger.before = ({ name, source }) => {
      if (name === 'AssignCase' && source.row === 3) throw say('date.contradicts-later');
    };
    const result = await imported(file(...ten));
    expect(result).toMatchObject({ created: 10, skipped: 0 });
    expect(result.remarks).toEqual([
      {
        row: 3,
        column: '交办日期',
        code: 'date.contradicts-later',
        zh: '与之后的事实矛盾',
        en: 'Contradicts what happened later',
        severity: 'error',
      },
    ]);
    expect(ledger.events.filter((event) => event.row === 3).map(({ name }) => name)).toEqual([
      'RegisterCase',
      'ClassifyCase',
    ]);
    expect(ledger.events).toHaveLength(10 * perRow - 2);
    expect(ledger.imports.get(result.digest)!.completed).toEqual({ created: 10, skipped: 0 });
  });

  it('of the registration leaves the row out of both counts', async () => {
    ledger.before = ({ source }) => {
      if (source.row === 3) throw say('date.contradicts-later');
    };
    expect(await imported(file(...ten))).toMatchObject({ rows: 10, created: 9, skipped: 0 });
  });

  it('that only means "later" stops the import, which is resumed', async () => {
    ledger.before = ({ source }) => {
      if (source.row === 6) throw say('store.unavailable');
    };
    expect((await refusalOf(imported(file(...ten)))).code).toBe('store.unavailable');
    expect([...ledger.imports.values()][0]!.completed).toBeUndefined();
    ledger.before = () => undefined;
    expect(await imported(file(...ten))).toMatchObject({ created: 10, resumed: true });
    expect(ledger.events).toHaveLength(10 * perRow);
  });
});
