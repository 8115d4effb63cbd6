import { status as grpc } from '@grpc/grpc-js';
import { Failure } from '../failure.js';
import type { EventLog } from '../log.js';
import { textOf } from '../record.js';
import { Projection, type ProjectionOptions, type Runner } from './projection.js';
import { systemRunners } from './system.js';
import { trackingStream } from './writing.js';

export interface Removal {
  readonly emittedStreams: boolean;
}

const missing = (name: string) => new Failure(grpc.NOT_FOUND, `Projection '${name}' not found`);
const refused = (text: string) => new Failure(grpc.FAILED_PRECONDITION, text);

/** Milliseconds between a commit and the projections that handle it: a real server's lag too, and tests live on it. */
const lagMs = 250;

/** Events handled before others have their turn. */
const atOnce = 200;

/** All projections of a log, the system's too. They end with the process; what they wrote stays in the log. */
export class Projections {
  private readonly runners: Map<string, Runner>;
  private isRunning = false;

  constructor(
    private readonly log: EventLog,
    { standard = false } = {},
  ) {
    const system = systemRunners(log, standard ? 'Running' : 'Stopped');
    this.runners = new Map(system.map((runner) => [runner.name, runner]));
    log.onCommit(() => this.wake());
    this.wake();
  }

  /** @throws Failure where there is one of that name */
  create(options: ProjectionOptions): void {
    if (this.runners.has(options.name)) throw new Failure(grpc.ALREADY_EXISTS, `Duplicate projection ${options.name}`);
    this.runners.set(options.name, new Projection(this.log, options));
    this.wake();
  }

  /** @throws Failure */
  get(name: string): Runner {
    const runner = this.runners.get(name);
    if (!runner) throw missing(name);
    return runner;
  }

  /** One that a user wrote: a system projection has neither text nor state. @throws Failure */
  written(name: string): Projection {
    const runner = this.get(name);
    if (!(runner instanceof Projection)) throw refused(`Projection '${name}' has no query`);
    return runner;
  }

  list(): readonly Runner[] {
    return [...this.runners.values()];
  }

  /** @throws Failure */
  enable(name: string): void {
    this.get(name).status = 'Running';
    this.wake();
  }

  /** @throws Failure */
  disable(name: string, how: 'Stopped' | 'Aborted'): void {
    this.get(name).status = how;
  }

  /** @throws Failure */
  update(name: string, changes: Parameters<Projection['update']>[0]): void {
    this.written(name).update(changes);
  }

  /** @throws Failure */
  reset(name: string): void {
    const runner = this.get(name);
    if (runner instanceof Projection) runner.reset();
    else runner.index = 0;
    this.wake();
  }

  /** A running one has to be stopped first. @throws Failure */
  delete(name: string, { emittedStreams }: Removal): void {
    const runner = this.written(name);
    if (runner.status === 'Running') throw refused('Cannot delete a projection which has not been stopped.');
    if (emittedStreams && runner.tracks) this.removeEmitted(name);
    this.runners.delete(name);
  }

  private removeEmitted(name: string): void {
    const tracking = trackingStream(name);
    const tracked = this.log.streams.visible(tracking, this.log.now()).map(({ data }) => textOf(data));
    for (const stream of [...tracked, tracking])
      if (!this.log.streams.isUnknown(stream)) this.log.remove(stream, 'any');
  }

  private wake(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    setTimeout(() => this.run(), lagMs).unref();
  }

  /** Lets every running projection go on for a while, and comes back as long as one has something to do. */
  private run(): void {
    const seen = this.log.all.length;
    const isBehind = (runner: Runner, end: number) => runner.status === 'Running' && runner.index < end;
    this.list().forEach((runner) => this.advance(runner));
    if (this.list().some((runner) => isBehind(runner, seen))) return void setImmediate(() => this.run());
    this.isRunning = false;
    // What one wrote is another's to handle, a while later.
    if (this.list().some((runner) => isBehind(runner, this.log.all.length))) this.wake();
  }

  private advance(runner: Runner): void {
    for (let n = 0; n < atOnce && runner.status === 'Running' && this.isBehind(runner); n += 1) {
      runner.index += 1;
      runner.handle(this.log.all[runner.index - 1]!);
    }
    const isDone = runner.status === 'Running' && !this.isBehind(runner);
    if (isDone && runner.mode === 'OneTime') runner.status = 'Completed';
  }

  private isBehind({ index }: Runner): boolean {
    return index < this.log.all.length;
  }
}
