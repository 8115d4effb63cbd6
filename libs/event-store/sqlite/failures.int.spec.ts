import { openDatabase } from './database.js';
import { refusalOfRead, sqliteCode } from './failures.js';
import { toEvent, type EventRow } from './rows.js';

/** Bound late: what the driver throws inside Jest is of another realm. */
const failing = (sql: string): unknown => {
  const db = openDatabase(':memory:');
  try {
    return db.prepare(sql).all();
  } catch (error) {
    return error;
  } finally {
    db.close();
  }
};

describe('what the driver gives (engine 46)', () => {
  it('an error is told by its code, whatever class it seems to be of', () => {
    const error = failing('SELECT nonsense FROM nowhere');
    expect(sqliteCode(error)).toBe(1);
    expect(refusalOfRead(error)).toMatchObject({ name: 'Refusal', code: 'log.unreadable' });
  });

  it('what is not the driver’s passes as it is', () => {
    const mistake = new TypeError('ours');
    expect(sqliteCode(mistake)).toBeUndefined();
    expect(refusalOfRead(mistake)).toBe(mistake);
    expect(sqliteCode(null)).toBeUndefined();
  });

  it('a row becomes a plain object', () => {
    const row: EventRow = [1, 'lookback-log', 0, 'id', 'LogCreated', '{"logId":"x"}', '{"recordedAt":"y"}'];
    const event = toEvent(row);
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
    expect(event).toMatchObject({ seq: 1, data: { logId: 'x' } });
  });
});
