/** What happened to a generation of a view, for the log of the process and its operator. */
export interface GenerationNotice {
  readonly what:
    | 'building'
    | 'promoted'
    | 'faulted'
    | 'superseded'
    /** The view does not fit the log: beyond its head, or another event stands at its seq (engine 34). */
    | 'rebuilding'
    /** An error of a store; tried again from the position the store knows. */
    | 'troubled';
  readonly projection: string;
  readonly version: number;
  readonly generation: number;
  readonly seq: number;
  readonly message?: string;
}

/** An event this release does not know stopped every projection of this process at it (engine 33). */
export interface Halt {
  readonly eventId: string;
  readonly seq: number;
  readonly type: string;
  readonly message: string;
}

export type Notice = GenerationNotice | ({ readonly what: 'halted' } & Halt);
