import { connect } from 'node:net';
import { jest } from '@jest/globals';
import { openApi, operatorToken, type TestApi } from './support/api.js';

jest.setTimeout(60_000);

let api: TestApi;
let port: number;

beforeAll(async () => {
  api = await openApi();
  port = await api.listen();
});
afterAll(() => api.close());

interface Heard {
  readonly status: number;
  readonly text: string;
}

const silentMs = 3_000;

/** Bytes on a bare socket; what comes back until the other side hangs up or falls silent. */
const say = (bytes: string | Buffer): Promise<Heard> =>
  new Promise((resolve) => {
    const heard: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const done = () => {
      socket.destroy();
      const text = Buffer.concat(heard).toString();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    socket.on('data', (part) => {
      heard.push(part);
      if (/\r\n\r\n[\s\S]/.test(Buffer.concat(heard).toString())) setTimeout(done, 20);
    });
    socket.on('close', done);
    socket.on('error', done);
    socket.setTimeout(silentMs, done);
  });

const line = 'GET /api/v1/units HTTP/1.1';
const host = 'host: x';
const token = `authorization: Bearer ${operatorToken}`;
const request = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const post = (...lines: readonly string[]): string =>
  request('POST /api/v1/cases HTTP/1.1', host, token, 'content-type: application/json', ...lines);

/** What is no request, or is one in two ways. */
const wrong: readonly (readonly [string, string | Buffer])[] = [
  ['nothing but a line end', '\r\n\r\n\r\n'],
  ['no verb', request('/api/v1/units HTTP/1.1', host)],
  ['a verb nobody knows', request('FETCH /api/v1/units HTTP/1.1', host)],
  ['a version nobody knows', request('GET /api/v1/units HTTP/9.9', host)],
  ['another protocol', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ['a greeting of mail', 'EHLO somebody\r\n\r\n'],
  ['bytes by chance', Buffer.from(Array.from({ length: 400 }, (_, at) => (at * 197) % 256))],
  ['an address with a blank', request('GET /api/v1/units two HTTP/1.1', host)],
  ['an address with a zero byte', request('GET /api/v1/\u0000 HTTP/1.1', host)],
  ['an address of 100,000 characters', request(`GET /${'x'.repeat(100_000)} HTTP/1.1`, host)],
  ['a header without a colon', request(line, host, 'nonsense')],
  ['a header with a zero byte', request(line, host, 'x-a: a\u0000b')],
  ['a header name with a blank', request(line, host, 'x a: b')],
  ['a folded header', request(line, host, 'x-a: b\r\n\tset-cookie: c=d')],
  ['100,000 characters of headers', request(line, host, `x-a: ${'x'.repeat(100_000)}`)],
  ['5,000 headers', request(line, host, ...Array.from({ length: 5_000 }, (_, at) => `x-${at}: y`))],
  ['no host', request(line)],
  ['two hosts', request(line, host, 'host: y')],
  ['a length that is none', post('content-length: many')],
  ['a negative length', post('content-length: -1')],
  ['two lengths', post('content-length: 2', 'content-length: 3') + '{}'],
  ['a length and chunks', post('content-length: 2', 'transfer-encoding: chunked') + '0\r\n\r\n'],
  ['chunks of no length', post('transfer-encoding: chunked') + 'zz\r\n{}\r\n0\r\n\r\n'],
  ['an encoding nobody knows', post('transfer-encoding: gzip')],
  ['a second request in the body of the first', post('content-length: 0') + 'GARBAGE\r\n\r\n'],
];

it.each(wrong)('%s is refused or hung up on, and tells nothing', async (_, bytes) => {
  const before = await api.recorded();
  const { status, text } = await say(bytes);
  expect(status === 0 || (status >= 400 && status < 500)).toBe(true);
  expect(text).not.toMatch(/node_modules|\.js:\d|\.ts:\d|Error:/);
  expect(await api.recorded()).toBe(before);
});

it('what is no HTTP is told so as problem details', async () => {
  const { status, text } = await say(request(line, host, 'nonsense'));
  expect(status).toBe(400);
  expect(text).toContain('application/problem+json');
  expect(JSON.parse(text.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'request.malformed', detail: '请求无法读取' });
  expect((await say(request(line, host, `x-a: ${'x'.repeat(100_000)}`))).status).toBe(431);
});

it('a request that ends in the middle, and one that never ends, keep nobody else waiting', async () => {
  const hanging = say(`${line}\r\n${host}\r\nx-a: `);
  const half = say(post('content-length: 1000') + '{"title":');
  const { status } = await say(request(line, host, token, 'connection: close'));
  expect(status).toBe(200);
  await Promise.all([hanging, half]);
});
