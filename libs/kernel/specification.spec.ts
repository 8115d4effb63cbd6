import type { Decider } from './decider.js';
import { refusals } from './refusal.js';
import { recorded, specification } from './specification.js';

const refuse = refusals({ 'note.taken': { zh: '已有', en: 'Taken' } });

interface Events {
  Noted: { occurredOn: string; text: string };
}
interface Commands {
  Note: { occurredOn: string; text: string };
}

const notes: Decider<readonly string[], Events, Commands, { by: string }> = {
  initial: [],
  evolve: { Noted: (known, { text }) => [...known, text] },
  decide: {
    Note: ({ occurredOn, text }, { now, then }, { by }) => {
      if (now.includes(text)) throw refuse('note.taken');
      if (text === 'boom') throw new TypeError('boom');
      return [{ type: 'Noted', data: { occurredOn, text: `${by}${then.length}${text}` } }];
    },
  },
};

const given = specification(notes, { by: 'a' });
const noted = { type: 'Noted', data: { occurredOn: '2015-03-02', text: 'x' } } as const;
const note = { occurredOn: '2015-03-01', text: 'y' };

it('history in, command in, events out; `then` is cut at the command’s own day (engine 17)', () => {
  given(noted)
    .when('Note', note)
    .then([{ type: 'Noted', data: { occurredOn: '2015-03-01', text: 'a0y' } }]);
  given(noted)
    .when('Note', { ...note, occurredOn: '2015-03-02' }, { by: 'b' })
    .then([{ type: 'Noted', data: { occurredOn: '2015-03-02', text: 'b1y' } }]);
  given(noted).when('Note', note).thenTypes('Noted');
});

it('or a refusal, by its code', () => {
  given(noted)
    .when('Note', { ...note, text: 'x' })
    .thenRefused('note.taken');
});

it('fails where the outcome is another one', () => {
  const accepted = given(noted).when('Note', note);
  const refused = given(noted).when('Note', { ...note, text: 'x' });
  expect(() => accepted.thenRefused('note.taken')).toThrow();
  expect(() => accepted.thenTypes()).toThrow();
  expect(() => accepted.then([])).toThrow();
  expect(() => refused.then([])).toThrow('note.taken');
  expect(() => refused.thenRefused('note.other')).toThrow();
});

it('an error that is no refusal is no outcome', () => {
  expect(() => given().when('Note', { ...note, text: 'boom' })).toThrow(TypeError);
});

it('events are recorded one after another in one stream; an id in the input wins', () => {
  expect(recorded([noted, { ...noted, id: 'own' }]).map(({ seq, revision, id }) => [seq, revision, id])).toEqual([
    [1, 0, 'e1'],
    [2, 1, 'own'],
  ]);
});
