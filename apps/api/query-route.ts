import type { Runtime } from '#apps/runtime/runtime.js';
import type { Parameters, Read } from './parameters.js';
import type { Table } from './tables/table.js';
import type { Speech } from './words/speech.js';

/** A question over HTTP: its path, what may be asked, and how it is answered. */
export interface QueryRoute {
  readonly path: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly parameters?: Parameters;
  /** Answers of this moment: where the projector is moved by questions alone, this one does not move it. */
  readonly isLive?: true;
  answer(runtime: Runtime, read: Read, id: string): Promise<unknown>;
  /** The answer as rows: such an answer can be downloaded as a file too. */
  table?(answer: never, speech: Speech): Table;
}

/** What may be asked of a route, the format of a file included. */
export const parametersOf = ({ parameters = {}, table }: QueryRoute): Parameters =>
  table ? { ...parameters, format: 'format' } : parameters;
