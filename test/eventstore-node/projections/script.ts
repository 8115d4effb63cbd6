import { createContext, Script, type Context } from 'node:vm';
import type { ProjectedEvent } from './event.js';

/** Where a projection's events come from. */
export type Selector =
  | { readonly kind: 'all' }
  | { readonly kind: 'streams'; readonly names: readonly string[] }
  | { readonly kind: 'categories'; readonly names: readonly string[] };

type Handler = (state: unknown, event: ProjectedEvent) => unknown;
type Step = { readonly keep: (state: unknown) => unknown } | { readonly turn: (state: unknown) => unknown };

/** What a projection's text says, once it has run. */
export interface Definition {
  selector: Selector;
  /** Undefined for one state for all. */
  partition?: 'stream' | ((event: ProjectedEvent) => unknown);
  handlers: Readonly<Record<string, Handler>>;
  /** From a state to its result. */
  readonly steps: Step[];
  isOutput: boolean;
  resultStream?: string;
  includeLinks: boolean;
}

/** What a projection's functions write. */
export interface Emitter {
  emit(stream: string, type: string, body: unknown, metadata?: unknown): void;
  link(stream: string, event: ProjectedEvent, metadata?: unknown): void;
  linkStream(stream: string, linked: string, metadata?: unknown): void;
  copy(stream: string, event: ProjectedEvent, metadata?: unknown): void;
}

/** A text that ran, and the way to call the functions it left. */
export interface Compiled {
  readonly definition: Definition;
  /** @throws what the function throws, or that it took too long */
  call<T>(act: () => T): T;
}

/** Milliseconds for one call of a projection's function, and for its text. */
const timeout = 2_000;

/** Runs the text of a projection in a world of its own. @throws what is wrong with it */
export const compile = (query: string, emitter: Emitter): Compiled => {
  const definition: Definition = {
    selector: { kind: 'all' },
    handlers: {},
    steps: [],
    isOutput: false,
    includeLinks: false,
  };
  const context = createContext({ ...vocabulary(definition), ...writers(emitter) });
  new Script(query).runInContext(context, { timeout });
  return { definition, call: (act) => calledIn(context, act) };
};

const trampoline = new Script('$$act()');

const calledIn = <T>(context: Context, act: () => T): T => {
  context['$$act'] = act;
  return trampoline.runInContext(context, { timeout }) as T;
};

/** The words a text begins with: each selects events and answers with what may follow. */
const vocabulary = (definition: Definition) => {
  const next = chain(definition);
  const select = (selector: Selector) => {
    definition.selector = selector;
    return next;
  };
  const flat = (names: readonly (string | readonly string[])[]) => names.flat() as string[];
  return {
    fromAll: () => select({ kind: 'all' }),
    fromStream: (name: string) => select({ kind: 'streams', names: [name] }),
    fromStreams: (...names: (string | string[])[]) => select({ kind: 'streams', names: flat(names) }),
    fromCategory: (name: string) => select({ kind: 'categories', names: [name] }),
    fromCategories: (...names: (string | string[])[]) => select({ kind: 'categories', names: flat(names) }),
    options: (said: { resultStreamName?: string; $includeLinks?: boolean }) => {
      definition.resultStream = said.resultStreamName ?? definition.resultStream;
      definition.includeLinks = said.$includeLinks ?? definition.includeLinks;
    },
    log: () => undefined,
  };
};

/** What may follow, in any order; every word answers with the same. */
const chain = (definition: Definition) => {
  const words = {
    when: (handlers: Definition['handlers']) => say(() => (definition.handlers = handlers)),
    foreachStream: () => say(() => (definition.partition = 'stream')),
    partitionBy: (by: (event: ProjectedEvent) => unknown) => say(() => (definition.partition = by)),
    filterBy: (keep: (state: unknown) => unknown) => say(() => definition.steps.push({ keep })),
    transformBy: (turn: (state: unknown) => unknown) => say(() => definition.steps.push({ turn })),
    outputState: () => say(() => (definition.isOutput = true)),
    outputTo: (resultStream: string) => say(() => Object.assign(definition, { isOutput: true, resultStream })),
  };
  const say = (change: () => unknown): typeof words => {
    change();
    return words;
  };
  return words;
};

const writers = ({ emit, link, linkStream, copy }: Emitter) => ({
  emit,
  linkTo: link,
  linkStreamTo: linkStream,
  copyTo: copy,
});
