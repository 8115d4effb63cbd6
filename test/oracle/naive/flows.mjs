import { entry, now } from './bases.mjs';
import { next } from './days.mjs';

// What moved the stock from one day's end to the next (semantics 30). Each entry stands where its day's case stands.

/** The days of a window on which a case may have changed, with the eve before all. */
const daysWithin = (w, id, from) => w.daysOf(id).filter((on) => on >= from && on <= w.validAt);

/** What one day brings: from how the case stood the evening before to how it stands this evening. */
const change = (before, after, groupOf) => {
  if (!before) return [{ flow: 'received', c: after }, ...exit(after)];
  if (!before.inStock) return after.inStock ? [{ flow: 'reopened', c: after }] : [];
  const isMoved = groupOf(before) !== groupOf(after);
  const transfer = [
    { flow: 'transferredOut', c: before },
    { flow: 'transferredIn', c: after },
  ];
  return [...(isMoved ? transfer : []), ...exit(after)];
};

const exit = (after) => (!after.inStock ? [{ flow: after.ended ? 'terminated' : 'answered', c: after }] : []);

/** @param groupOf where a case stands on a day: transfers are changes of it */
const flowsOf = (w, id, { from, groupOf }) => {
  const eve = w.on(id, next(from, -1));
  const evenings = [eve, ...daysWithin(w, id, from).map((on) => w.on(id, on))].filter((c) => c !== undefined);
  const changes = evenings
    .slice(eve ? 1 : 0)
    .map((after, at) => change(eve ? evenings[at] : evenings[at - 1], after, groupOf));
  const end = w.on(id, w.validAt);
  return [
    ...(eve?.inStock ? [{ flow: 'opening', c: eve }] : []),
    ...changes.flat(),
    ...(end?.inStock ? [{ flow: 'closing', c: end }] : []),
  ];
};

const names = [
  'opening',
  'received',
  'reopened',
  'transferredIn',
  'answered',
  'terminated',
  'transferredOut',
  'closing',
];

/** Flows over a window; `groupOf` says which group a case stands in, outside the scope none. */
export const flows = Object.fromEntries(
  names.map((name) => [
    `flow.${name}`,
    {
      rows: (w, { from, groupOf }) =>
        w.ids
          .flatMap((id) => flowsOf(w, id, { from, groupOf }))
          .filter(({ flow }) => flow === name)
          .map(({ c }) => entry(c, now(c), { numerator: true })),
      isFlow: true,
    },
  ]),
);
