import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import { Line, type LineRules } from './line.js';

export interface WireOptions {
  readonly host: string;
  readonly port: number;
  /** PEM texts; without them the port speaks in the clear. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface Speakers {
  /** Takes a connection that speaks HTTP/2, hence gRPC. */
  readonly http2: (connection: Duplex) => void;
  readonly http1: RequestListener;
}

/** The port of a node and its connections: gRPC and HTTP/1 on one, as on a real node. */
export interface Wire {
  readonly port: number;
  /** How many are open. */
  connections(): number;
  freeze(): void;
  thaw(): void;
  /** Breaks every connection; new ones are taken. */
  cut(): void;
  /** Breaks the connections after so many more bytes have gone out; `undefined` ends that. */
  cutAfter(bytes: number | undefined): void;
  /** Breaks every connection and takes no new one: the port refuses. */
  close(): Promise<void>;
}

export const openWire = async (options: WireOptions, speakers: Speakers): Promise<Wire> => {
  const rules: LineRules = { isFrozen: false };
  const lines = new Set<Line>();
  const receive = receiver(options, speakers);
  const server = createServer((socket: Socket) => {
    const line = new Line(socket, rules);
    lines.add(line);
    line.on('close', () => lines.delete(line)).on('error', () => undefined);
    receive(line);
  });
  await listening(server, options);
  const cut = () => lines.forEach((line) => line.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => lines.size,
    freeze: () => void (rules.isFrozen = true),
    thaw: () => {
      rules.isFrozen = false;
      lines.forEach((line) => line.thaw());
    },
    cut,
    cutAfter: (bytes) => void (rules.outgoing = bytes),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
};

const listening = (server: Server, { host, port }: WireOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });

/** Tells the two protocols apart: by ALPN, or in the clear by the first bytes. */
const receiver = ({ tls }: WireOptions, { http2, http1 }: Speakers): ((line: Line) => void) => {
  const http = createHttpServer(http1);
  const toHttp = (connection: Duplex) => void http.emit('connection', connection);
  if (!tls) return (line) => line.once('readable', () => bySight(line, http2, toHttp));
  const server = createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (socket: TLSSocket) => {
    socket.on('error', () => undefined);
    if (socket.alpnProtocol === 'h2') http2(socket);
    else toHttp(socket);
  });
  server.on('tlsClientError', () => undefined);
  return (line) => void server.emit('connection', line);
};

const bySight = (line: Line, http2: Speakers['http2'], http1: (connection: Duplex) => void): void => {
  const first = line.read() as Buffer | null;
  if (!first) return;
  line.unshift(first);
  if (first.subarray(0, 3).toString('latin1') === 'PRI') http2(line);
  else http1(line);
};
