import { foldAt, rowOf } from '#libs/kernel/decider.js';
import { validFrom } from '#libs/kernel/history.js';
import { own } from '#libs/kernel/own.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { cases } from './aggregate.js';
import { caseCommands } from './commands.js';
import { everything } from './testing/everything.js';
import { office } from './testing/office.js';

const ids = ['unit', 'commitment', 'milestone', 'extension', 'coordination', 'request'] as const;
const inherited = ['toString', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__'];

/** Every command that names something of its case, with the name of something that every object inherits. */
const naming = Object.entries(caseCommands).flatMap(([name, { example }]) =>
  ids
    .filter((id) => Object.hasOwn(example, id))
    .flatMap((id) => inherited.map((word) => [name, id, word, { ...example, [id]: word }] as const)),
);

const events = everything();

const states = (body: object) => {
  return { now: foldAt(cases, events), then: foldAt(cases, events, { validAt: validFrom(body) }) };
};

describe('names that every object inherits are no names of a case’s parts (engine 44)', () => {
  it.each(naming)('%s, %s: %s', (name, _id, _word, body) => {
    let thrown: unknown;
    try {
      rowOf(cases.decide[name as never] as never).decide(body as never, states(body) as never, office as never);
    } catch (error) {
      thrown = error;
    }
    expect(isRefusal(thrown)).toBe(true);
  });

  it('a record gives what was put into it, under whichever name', () => {
    expect(own({}, 'toString')).toBeUndefined();
    expect(own({ ['__proto__']: 1 }, '__proto__')).toBe(1);
  });
});
