import { jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '#libs/kernel/refusal.js';
import { temporaryFolder } from '../contract/temporary.js';
import { settingsOf, type ServerAddress } from './settings.js';

const { folder, remove } = temporaryFolder();
afterAll(() => remove());

const refusalOf = (address: ServerAddress): string => {
  try {
    settingsOf(address);
  } catch (error) {
    if (isRefusal(error)) return `${error.code} ${error.in('en')} ${error.in('zh')} ${JSON.stringify(error.details)}`;
    throw error;
  }
  throw new Error('not refused');
};

describe('the address of an EventStoreDB', () => {
  it('names one host, or several, or one to ask for the others', () => {
    expect(settingsOf({ url: 'esdb://db:2114?tls=false' })).toMatchObject({
      hosts: [{ address: 'db', port: 2114 }],
      discover: false,
      tls: undefined,
    });
    expect(settingsOf({ url: 'esdb://a,b:2114,c?tls=false' }).hosts).toEqual([
      { address: 'a', port: 2113 },
      { address: 'b', port: 2114 },
      { address: 'c', port: 2113 },
    ]);
    for (const scheme of ['esdb', 'kurrentdb'])
      expect(settingsOf({ url: `${scheme}+discover://cluster.local?tls=false` }).discover).toBe(true);
  });

  it('takes the account from the string percent-encoded, from the variables as it is (eventstoredb 6)', () => {
    const encoded = settingsOf({ url: 'esdb://office:p%40ss%3Aw%C3%B6rd@db' });
    expect(encoded.credentials).toEqual({ username: 'office', password: 'p@ss:wörd' });
    const given = settingsOf({ url: 'esdb://old:older@db', username: 'office', password: 'p@ss%3A' });
    expect(given.credentials).toEqual({ username: 'office', password: 'p@ss%3A' });
  });

  it('reads the authority’s certificate from a file, and says which is missing (eventstoredb 6)', () => {
    const file = join(folder, 'ca.pem');
    writeFileSync(file, 'PEM');
    const account = { username: 'a', password: 'b' };
    expect(settingsOf({ url: 'esdb://db', caFile: file, ...account }).tls?.ca?.toString()).toBe('PEM');
    const encoded = `esdb://db?tls=true&tlsCAFile=${encodeURIComponent(file)}`;
    expect(settingsOf({ url: encoded, ...account }).tls?.ca?.toString()).toBe('PEM');
    expect(refusalOf({ url: 'esdb://db', caFile: join(folder, 'none.pem'), ...account })).toMatch(/none\.pem/);
  });

  it.each([
    ['a scheme that is none', 'http://db:2113', /esdb:\/\//],
    ['no host', 'esdb://?tls=false', /host/],
    ['a port that is none', 'esdb://db:port?tls=false', /host "db:port"/],
    ['an unknown option', 'esdb://db?tls=false&retries=3', /retries/],
    ['an option without effect', 'esdb://db?tls=false&tlsVerifyCert=false', /no effect/],
    ['tls without an account', 'esdb://db', /EVENTSTORE_USERNAME/],
    ['tls that is neither', 'esdb://db?tls=maybe', /tls=true \| false/],
    ['a number that is none', 'esdb://db?tls=false&gossipTimeout=soon', /gossipTimeout/],
  ])('is refused with %s', (_, url, wanted) => {
    expect(refusalOf({ url })).toMatch(wanted);
  });

  it('keeps its secrets to itself, whatever is wrong with it', () => {
    const printed: unknown[] = [];
    const spies = (['log', 'warn', 'error'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation((...args) => void printed.push(args)),
    );
    const urls = [
      'esdb://office:hush%ZZ@db',
      'esdb://office:hush@db?x=1',
      'esdb://office:hush@:?tls=2',
      'es://office:hush@db',
    ];
    for (const url of urls) expect(refusalOf({ url })).not.toMatch(/hush/);
    expect(JSON.stringify(printed)).not.toMatch(/hush/);
    spies.forEach((spy) => spy.mockRestore());
  });
});
