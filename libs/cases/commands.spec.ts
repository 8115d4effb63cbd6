import { checkedBody } from '#libs/cqrs/body.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { cases } from './aggregate.js';
import { caseCommands } from './commands.js';
import { caseEventLabels } from './labels.js';
import { caseFieldLabels } from './field-labels.js';
import { refuse } from './refusals.js';
import { everything } from './testing/everything.js';
import { labelOfValue, valueLabels } from './value-labels.js';

type Json = Record<string, unknown>;
const commands = Object.entries(caseCommands).map(
  ([name, spec]) => [name, spec.body as new () => object, spec.example as unknown as Json] as const,
);

/** Fields whose absence is refused; the others may be absent. */
const required = (body: new () => object, example: Json): readonly string[] =>
  Object.keys(example).filter((field) => isRefused(body, without(example, field)));

const without = (json: Json, field: string): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => name !== field));
const isRefused = (body: new () => object, json: unknown): boolean => {
  try {
    checkedBody(body, json);
    return false;
  } catch (error) {
    return isRefusal(error) && error.code === 'body.invalid';
  }
};

describe.each(commands)('%s', (name, body, example) => {
  it('its example passes its body (engine 43)', () => {
    expect(checkedBody(body, example)).toEqual(example);
  });

  it('null, an unknown field and a value of another shape are refused (engine 44)', () => {
    for (const field of Object.keys(example)) {
      expect([field, isRefused(body, { ...example, [field]: null })]).toEqual([field, true]);
      expect([field, isRefused(body, { ...example, [field]: { $gt: '' } })]).toEqual([field, true]);
    }
    expect(isRefused(body, { ...example, colour: 'red' })).toBe(true);
    for (const json of [null, [], 'text', 1]) expect(isRefused(body, json)).toBe(true);
  });

  it('a missing date is refused wherever there is one', () => {
    if ('occurredOn' in example) expect(required(body, example)).toContain('occurredOn');
  });

  it('is decided by a row of its own, under a path of the API', () => {
    expect(Object.hasOwn(cases.decide, name)).toBe(true);
    expect(caseCommands[name as keyof typeof caseCommands].path).toMatch(/^\/cases(\/:id\/[a-z-]+)?$/);
  });
});

/** The optional fields of every command: whatever else an example holds must be there. */
const optional: Readonly<Record<string, readonly string[]>> = {
  RegisterCase: ['outerRole'],
  AssignCase: ['leaderInCharge'],
  AcceptAssignment: ['leaderInCharge', 'handler'],
  FlagCase: ['reason'],
  RecordContact: ['ledBy', 'place'],
  CompleteMilestone: ['evidence'],
  ReportProgress: ['levels'],
  DraftReply: ['outcome'],
  FileReply: ['signer'],
  GrantExtension: ['consent'],
  DecideDisclosure: ['reason'],
  PublishReply: ['url'],
  AskFeedback: ['proposers'],
  RecordFeedback: ['evidence'],
  RecordRevisit: ['newOutcome', 'waitingOn'],
  ReferUp: ['suggestedBody'],
  Supervise: ['due'],
  ReviewReply: ['remarks'],
  CarryOver: ['toYear'],
};

it.each(commands)('%s refuses its example without any of its required fields (engine 44)', (name, body, example) => {
  const spare = optional[name] ?? [];
  expect(required(body, example)).toEqual(Object.keys(example).filter((field) => !spare.includes(field)));
});

it('no two commands share a path', () => {
  const paths = Object.values(caseCommands).map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

describe('words', () => {
  it('Chinese sentences use Chinese stops, and name the same details as the English ones', () => {
    const details = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [code, { zh, en }] of Object.entries(refuse.table)) {
      expect([code, /[,:;()!?]/.test(zh)]).toEqual([code, false]);
      expect([code, details(zh)]).toEqual([code, details(en)]);
    }
  });

  it('every field that an event of any story holds has a label, at any depth', () => {
    const fields = new Set<string>();
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === 'object' && value !== null)
        Object.entries(value).forEach(([field, inner]) => {
          fields.add(field);
          walk(inner);
        });
    };
    everything().forEach(({ data }) => walk(data));
    expect([...fields].filter((field) => !(field in caseFieldLabels))).toEqual([]);
  });

  it('`lead` is 主办 of the district and 牵头 of a unit (domain 1)', () => {
    expect([labelOfValue('outerRole', 'lead')?.zh, labelOfValue('role', 'lead')?.zh]).toEqual(['主办', '牵头']);
    expect(labelOfValue('flag', 'governmentSupervised')?.zh).toBe('区政府领导督办件');
    expect([
      labelOfValue('title', 'lead'),
      labelOfValue('role', 'constructor'),
      labelOfValue('constructor', 'x'),
    ]).toEqual([undefined, undefined, undefined]);
  });

  it('no two words of one list are the same', () => {
    for (const labels of [caseEventLabels, ...Object.values(valueLabels)] as Readonly<
      Record<string, { zh: string; en: string }>
    >[]) {
      const all = Object.values(labels);
      expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length);
      expect(new Set(all.map(({ en }) => en)).size).toBe(all.length);
    }
  });
});
