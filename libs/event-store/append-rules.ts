import type { EventData } from '#libs/kernel/event.js';
import { refuseAppend } from './errors.js';
import type { ExpectedRevision } from './port.js';

/** Events an append may hold (engine 8). */
export const maxEvents = 100;
/** UTF-8 bytes of ids, types, data and metadata an append may hold (engine 8). */
export const maxBytes = 512 * 1024;

/** An event as every adapter writes it: JSON texts made once, so that what is stored is what is hashed. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * Checks and encodes an append, the same for every adapter (engine 8).
 * @throws `log.stream-name`, `log.empty-append`, `log.append-too-large`, `log.event-name`, `log.not-json`
 */
export const encodeAppend = (stream: string, events: readonly EventData[]): readonly EncodedEvent[] => {
  checkStreamName(stream);
  if (events.length === 0) throw refuseAppend('log.empty-append');
  if (events.length > maxEvents) throw tooLarge();
  const encoded = events.map(encodeEvent);
  if (encoded.reduce((sum, event) => sum + bytesOf(event), 0) > maxBytes) throw tooLarge();
  return encoded;
};

const tooLarge = () => refuseAppend('log.append-too-large', { events: maxEvents, bytes: maxBytes });

/** Printable ASCII, at most 512 characters; `$` is the mark of a server's own streams (engine 4). */
export const checkStreamName = (stream: string): void => {
  if (!/^(?!\$)[\x20-\x7e]{1,512}$/.test(stream)) throw refuseAppend('log.stream-name', { stream });
};

export const bytesOf = ({ id, type, data, metadata }: EncodedEvent): number =>
  id.length + type.length + Buffer.byteLength(data) + Buffer.byteLength(metadata);

/** The JSON texts of one event. Ids and types are printable ASCII; types in `$` belong to servers. */
export const encodeEvent = ({ id, type, data, metadata }: EventData): EncodedEvent => {
  if (!/^[\x21-\x7e]{1,100}$/.test(id) || !/^(?!\$)[\x21-\x7e]{1,100}$/.test(type)) {
    throw refuseAppend('log.event-name', { id, type });
  }
  return { id, type, data: jsonOf(data, id), metadata: jsonOf(metadata, id) };
};

const jsonOf = (value: unknown, id: string): string => {
  const text = stringify(value);
  if (text === undefined || hasLoneSurrogate(text)) throw refuseAppend('log.not-json', { id });
  return text;
};

/** `undefined` for what JSON has no word for: a BigInt, a cycle, a function, undefined itself. */
const stringify = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value) as string | undefined;
  } catch {
    return undefined;
  }
};

/**
 * Half a surrogate pair has no UTF-8 form and no RFC 8785 form, hence no hash: refused at the door of every adapter.
 * `JSON.stringify` writes only lone ones as an escape; the even run of backslashes before it is text.
 */
const hasLoneSurrogate = (json: string): boolean => json.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(json);

/** The caller's append beside what stands in the stream. */
export interface Asked {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly ids: readonly string[];
}

export const asNumber = (revision: ExpectedRevision): number => (revision === 'no_stream' ? -1 : revision);
export const asRevision = (revision: number): ExpectedRevision => (revision < 0 ? 'no_stream' : revision);

/**
 * The table of outcomes (engine 8). `standing` answers the ids at revisions expected + 1 … expected + n, fewer at the
 * end of the stream; it is asked only for an expectation of the past. The same ids in another order, or only the
 * first of them, match in part: no retry of ours does that.
 * @throws `log.conflict`, `log.corrupted-idempotency`
 */
export const judge = (asked: Asked, actual: number, standing: () => readonly string[]): 'write' | 'repeat' => {
  const expected = asNumber(asked.expected);
  if (expected === actual) return 'write';
  const found = expected < actual ? standing() : [];
  if (found.length === asked.ids.length && found.every((id, index) => id === asked.ids[index])) return 'repeat';
  const { stream } = asked;
  const details = { stream, expected: asked.expected, actual: asRevision(actual) };
  if (found.some((id) => asked.ids.includes(id))) throw refuseAppend('log.corrupted-idempotency', details);
  throw refuseAppend('log.conflict', details);
};
