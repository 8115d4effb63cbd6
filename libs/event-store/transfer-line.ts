import type { Metadata } from '#libs/kernel/event.js';
import { refuseTransfer } from './errors.js';

/** One line of an exported log, read. */
export interface LogLine {
  readonly seq: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: Metadata;
  /** UTF-8 bytes of the line: never less than an append of this event alone counts. */
  readonly bytes: number;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shape: Readonly<Record<string, (value: unknown) => boolean>> = {
  seq: isCount,
  stream: isText,
  revision: isCount,
  id: isText,
  type: isText,
  data: (value) => value !== undefined,
  metadata: (value) => isObject(value) && isText(value.recordedAt),
};

/**
 * Reads one line of `exportLog`: these seven fields and no other.
 * @param number of the line, from 1
 * @throws `transfer.malformed-line`
 */
export const parseLine = (text: string, number: number): LogLine => {
  const line = parse(text);
  const reason = isObject(line) ? wrongField(line) : 'not a JSON object';
  if (reason) throw refuseTransfer('transfer.malformed-line', { line: number, reason });
  return { ...(line as unknown as LogLine), bytes: Buffer.byteLength(text) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const wrongField = (line: Record<string, unknown>): string | undefined => {
  const wrong = Object.keys(shape).find((field) => !Object.hasOwn(line, field) || !shape[field]?.(line[field]));
  const unknown = Object.keys(line).find((field) => !Object.hasOwn(shape, field));
  return wrong ? `field ${wrong}` : unknown && `unknown field ${unknown}`;
};
