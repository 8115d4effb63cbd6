import { connect, type Socket } from 'node:net';

export interface Response {
  readonly status: number;
}

/** One kept connection that asks one thing at a time. Written by hand: what asks must cost less than what answers. */
export interface Connection {
  ask(request: string): Promise<Response>;
  close(): void;
}

export const openConnection = async (address: string): Promise<Connection> => {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const answers = new Answers(socket);
  return {
    ask: (request) => {
      socket.write(request);
      return answers.next();
    },
    close: () => socket.destroy(),
  };
};

const headEnd = Buffer.from('\r\n\r\n');

/** Cuts a stream of bytes into answers by their content-length, which this server always states. */
class Answers {
  private bytes: Buffer = Buffer.alloc(0);
  private waiting: { resolve(response: Response): void; reject(error: Error): void } | undefined;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.bytes = this.bytes.length === 0 ? chunk : Buffer.concat([this.bytes, chunk]);
      this.look();
    });
    const fail = () => this.waiting?.reject(new Error('the server closed the connection'));
    socket.on('error', fail).on('close', fail);
  }

  next(): Promise<Response> {
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  private look(): void {
    const end = this.bytes.indexOf(headEnd);
    if (end === -1) return;
    const head = this.bytes.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const whole = end + headEnd.length + length;
    if (this.bytes.length < whole) return;
    this.bytes = this.bytes.subarray(whole);
    this.waiting?.resolve({ status: Number(head.slice(9, 12)) });
  }
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

export const requestText = ({ method, path, headers, body }: Asked): string => {
  const text = body === undefined ? '' : JSON.stringify(body);
  const entity =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries({ host: 'localhost', ...headers, ...entity }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${path} HTTP/1.1`, ...lines, '', text].join('\r\n');
};
