import { DayField, NestedList, Text } from '#libs/kernel/body.js';
import type { Details } from '#libs/kernel/refusal.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { checkedBody } from './body.js';

class Part {
  @Text(5) name: string;
}

class Body {
  @DayField() occurredOn: string;
  @NestedList(() => Part, { max: 3 }) parts: Part[];
}

const details = (json: unknown): Details | undefined => {
  try {
    checkedBody(Body, json);
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect([error.code, error.status]).toEqual(['body.invalid', 400]);
    return error.details;
  }
};

it('answers the plain object it was given, never an instance', () => {
  const json = { occurredOn: '2015-03-01', parts: [{ name: '一' }] };
  expect(checkedBody(Body, json)).toBe(json);
});

it('names every problem at once, with its place', () => {
  expect(details({ parts: [{ name: '一' }, { name: 5 }], colour: 'red' })?.['fields']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'occurredOn' }),
      expect.objectContaining({ field: 'parts.1.name' }),
      expect.objectContaining({ field: 'colour', rules: ['whitelistValidation'] }),
    ]),
  );
});

it('what is no object is refused, and so is the way into a prototype (quality 3)', () => {
  for (const json of [null, undefined, [], 'text', 5]) expect(details(json)).toBeDefined();
  const good = { occurredOn: '2015-03-01', parts: [{ name: '一' }] };
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const polluted: unknown = JSON.parse(`{"${name}": {"admin": true}}`);
    expect(details({ ...good, ...(polluted as object) })).toBeDefined();
    expect(details({ ...good, parts: [{ name: '一', ...(polluted as object) }] })).toBeDefined();
  }
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

it('a body of any depth is answered, not crashed on (quality 3)', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(details({ occurredOn: '2015-03-01', parts: deep })?.['fields']).toMatchObject([{ rules: ['tooDeep'] }]);
});
