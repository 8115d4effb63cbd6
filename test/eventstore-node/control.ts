import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventStoreNode } from './node.js';
import { turn } from './switches.js';

/**
 * The control port of a node that runs as a program, beside the port it serves, so that it answers whatever was done to
 * that: `POST /slow=200`, `POST /cut`, of several nodes `POST /1/stop`; `GET /` tells how each stands.
 */
export const openControl = async (nodes: readonly EventStoreNode[], port: number): Promise<Server> => {
  const server = createServer((request, response) => void answer(nodes, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return server;
};

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const answer = async (
  nodes: readonly EventStoreNode[],
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const say = (status: number, body: object) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (method === 'GET') return say(200, nodes.map(standing));
  const [, index = '0', said = ''] = /^\/(?:(\d+)\/)?(.*)$/s.exec(decodeURIComponent(url)) ?? [];
  try {
    const node = nodes[Number(index)];
    if (!node) throw new Error(`no node ${index}`);
    await turn(node, said);
    say(200, standing(node));
  } catch (error) {
    say(400, { message: (error as Error).message });
  }
};

const standing = ({ index, port, faults, traffic, membership, log }: EventStoreNode) => ({
  index,
  port,
  role: membership.role(index),
  isUp: membership.members()[index]!.isAlive,
  events: log.all.length,
  faults: { ...faults, refusing: faults.refusing?.details },
  traffic,
});
