import { refuseCommit } from './errors.js';
import type { Change, Collection, ViewDocument } from './port.js';
import { scalarPaths } from './declared.js';
import { distinct, isRecord, isScalar, type Scalar } from './scalar.js';

/** The scalar at a path, null when missing; undefined when the way leads to an array or object. */
export const keyAt = (path: string): ((document: ViewDocument) => Scalar | undefined) => {
  const steps = path.split('.');
  return (document) => {
    let value: unknown = document;
    for (const step of steps) {
      if (Array.isArray(value)) return undefined;
      value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : null;
    }
    return asKey(value ?? null);
  };
};

/** JSON keeps neither NaN nor Infinity: both become null. */
const asKey = (value: unknown): Scalar | undefined =>
  isScalar(value) ? value : typeof value === 'number' ? null : undefined;

/** Each scalar once that a filter on the path can match by an element; what is missing or null has no entry. */
export const elementsAt = (path: string): ((document: ViewDocument) => readonly Scalar[]) => {
  const steps = path.split('.');
  return (document) => distinct(elements(document, steps));
};

const elements = (value: unknown, steps: readonly string[]): readonly Scalar[] => {
  if (Array.isArray(value)) return value.filter((one) => !Array.isArray(one)).flatMap((one) => elements(one, steps));
  const [step, ...later] = steps;
  if (step === undefined) return isScalar(value) && value !== null ? [value] : [];
  return isRecord(value) && Object.hasOwn(value, step) ? elements(value[step], later) : [];
};

/** Reads the keys of a collection's documents, in the order of `scalarPaths`. @throws views.bad-document */
export const keyReader = (collection: Collection): ((change: Change) => readonly Scalar[]) => {
  const readers = scalarPaths(collection).map((path) => ({ path, read: keyAt(path) }));
  return (change) => {
    const { document } = change;
    return document === null ? [] : readers.map(({ path, read }) => checkedKey(change, path, read(document)));
  };
};

const checkedKey = (change: Change, path: string, key: Scalar | undefined): Scalar => {
  if (key === undefined) throw badDocument(change, `the indexed field ${path} holds an array or object`);
  return key;
};

const badDocument = ({ collection, id }: Change, reason: string) =>
  refuseCommit('views.bad-document', { collection, id, reason });

/** @throws views.bad-document when a document is not the one its change names */
export const checkIdentity = (change: Change): void => {
  const { id, document } = change;
  if (document && document._id !== id) throw badDocument(change, `its _id is ${String(document._id)}`);
  if (!id.isWellFormed()) throw badDocument(change, 'its id is no Unicode text');
};
