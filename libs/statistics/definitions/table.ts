import { refuseReport } from '../errors.js';
import { commitments } from './commitments.js';
import { contacts } from './contacts.js';
import { figureId, type Definition } from './definition.js';
import { feedback } from './feedback.js';
import { flows } from './flows.js';
import { opinions } from './opinions.js';
import { handling } from './handling.js';
import { legacies } from './legacy.js';
import { notices } from './notices.js';
import { outcomes } from './outcomes.js';
import { receipts } from './receipts.js';
import { asInRelease01 } from './release-0-1.js';
import { replies } from './replies.js';
import { rounds } from './rounds.js';

/** As they are counted now. */
const current: readonly Definition[] = [
  ...receipts,
  ...replies,
  ...rounds,
  ...opinions,
  ...contacts,
  ...feedback,
  ...outcomes,
  ...legacies,
  ...commitments,
  ...handling,
  ...notices,
  ...flows,
];

/** Every definition ever released, old versions included (semantics 4, engine 38). */
export const definitions: readonly Definition[] = [...current, ...asInRelease01(current)];

const byId: ReadonlyMap<string, Definition> = new Map(definitions.map((row) => [figureId(row), row]));

/** Without a version, the name means the newest: later rows of the table come after earlier ones. */
const newest: ReadonlyMap<string, Definition> = new Map(
  definitions.toSorted((a, b) => a.version - b.version).map((row) => [figureId(row).replace(/@\d+$/, ''), row]),
);

/** The definition named `N4@1`, or by `N4` the newest version. Refuses `figure.unknown`. */
export const definitionOf = (figure: string): Definition => {
  const found = byId.get(figure) ?? newest.get(figure);
  if (!found) throw refuseReport('figure.unknown', { figure });
  return found;
};
