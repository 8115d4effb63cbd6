import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** What all connections of a node obey. */
export interface LineRules {
  /** Nothing goes in or out, as on SIGSTOP: the kernel takes what comes, nobody reads it. */
  isFrozen: boolean;
  /** Bytes that may still go out before the connections break; undefined for all. */
  outgoing?: number;
}

/** A connection under the rules of its node. */
export class Line extends Duplex {
  private readonly held: Buffer[] = [];
  private waiting: (() => void) | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly rules: LineRules,
  ) {
    super();
    socket.setNoDelay();
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    socket.on('error', () => this.destroy());
  }

  /** What was held back goes on. */
  thaw(): void {
    this.held.splice(0).forEach((chunk) => this.receive(chunk));
    this.waiting?.();
    this.waiting = undefined;
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.rules.isFrozen) this.waiting = () => this._write(chunk, _, done);
    else if (this.rules.outgoing === undefined) this.socket.write(chunk, () => done());
    else this.writeLast(chunk, done);
  }

  /** What has come together goes out together: a flood of small answers is no flood of small packets. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(_: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done();
  }

  private receive(chunk: Buffer): void {
    if (this.rules.isFrozen) this.held.push(chunk);
    else if (!this.push(chunk)) this.socket.pause();
  }

  /** The connection breaks in the middle of what is being said. */
  private writeLast(chunk: Buffer, done: (error?: Error | null) => void): void {
    const left = this.rules.outgoing!;
    this.rules.outgoing = Math.max(0, left - chunk.length);
    const part = chunk.subarray(0, left);
    const after = () => (part.length < chunk.length ? this.destroy() : done());
    if (part.length > 0) this.socket.write(part, after);
    else after();
  }
}
