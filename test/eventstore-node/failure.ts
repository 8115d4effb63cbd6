import { status } from '@grpc/grpc-js';
import type { Expected } from './record.js';

/** How a call fails: gRPC status, and the trailers the client tells errors by (eventstoredb.md 2, Trailers). */
export class Failure extends Error {
  constructor(
    readonly code: status,
    readonly details: string,
    readonly trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
  }
}

export class WrongExpectedVersion extends Failure {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    /** Undefined for a stream without events. */
    readonly actual: bigint | undefined,
  ) {
    super(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${ascii(stream)}`, {
      exception: 'wrong-expected-version',
      'stream-name': ascii(stream),
      'expected-version': expectedNumber(expected),
      'actual-version': String(actual ?? -1n),
    });
  }
}

export class StreamDeleted extends Failure {
  constructor(readonly stream: string) {
    super(status.FAILED_PRECONDITION, `Event stream '${ascii(stream)}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': ascii(stream),
    });
  }
}

export class AppendTooLarge extends Failure {
  constructor(readonly limit: number) {
    super(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(limit),
    });
  }
}

export class AccessDenied extends Failure {
  constructor() {
    super(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  }
}

/** The commit was not confirmed in time: nobody knows whether it will be (eventstoredb.md 6). */
export class CommitTimeout extends Failure {
  constructor(text = 'Commit phase timeout.') {
    super(status.ABORTED, text);
  }
}

export class ServerNotReady extends Failure {
  constructor() {
    super(status.UNAVAILABLE, 'Server Is Not Ready');
  }
}

/** What a subscription hears of a node that ends in order (eventstoredb.md 2.28). */
export const cancelled = () => new Failure(status.CANCELLED, 'Call canceled by server.');

export const unauthenticated = () => new Failure(status.UNAUTHENTICATED, 'Bad credentials');

export const notLeader = (leader: { readonly host: string; readonly port: number }) =>
  new Failure(status.NOT_FOUND, `Leader info available`, {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });

export const missingMetadata = (...names: readonly string[]) =>
  new Failure(status.INVALID_ARGUMENT, `Required Metadata Missing: ${names.join(',')}`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': names.join(','),
  });

const ofGroup = (stream: string, group: string, exception: string) => ({
  exception: `persistent-subscription-${exception}`,
  'stream-name': ascii(stream),
  'group-name': ascii(group),
});

export const groupMissing = (stream: string, group: string) =>
  new Failure(
    status.NOT_FOUND,
    `Subscription group ${group} on stream ${stream} does not exist.`,
    ofGroup(stream, group, 'does-not-exist'),
  );

export const groupExists = (stream: string, group: string) =>
  new Failure(
    status.ALREADY_EXISTS,
    `Subscription group ${group} on stream ${stream} exists.`,
    ofGroup(stream, group, 'exists'),
  );

export const groupDropped = (stream: string, group: string) =>
  new Failure(
    status.CANCELLED,
    `Subscription group ${group} on stream ${stream} was dropped.`,
    ofGroup(stream, group, 'dropped'),
  );

export const groupFull = (stream: string, group: string) =>
  new Failure(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    { ...ofGroup(stream, group, ''), exception: 'maximum-subscribers-reached' },
  );

/** gRPC metadata takes printable ASCII only. */
const ascii = (text: string): string => encodeURI(text);

const named = { any: '-2', no_stream: '-1', stream_exists: '-4' } as const;
const expectedNumber = (expected: Expected): string =>
  typeof expected === 'bigint' ? String(expected) : named[expected];
