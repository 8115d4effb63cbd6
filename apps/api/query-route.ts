import type { Runtime } from '#apps/runtime/runtime.js';
import type { Parameters, Read } from './parameters.js';

/** A question over HTTP: its path, what may be asked, and how it is answered. */
export interface QueryRoute {
  readonly path: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly parameters?: Parameters;
  answer(runtime: Runtime, read: Read, id: string): Promise<unknown>;
}
