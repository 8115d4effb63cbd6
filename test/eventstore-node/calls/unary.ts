import type { Metadata, sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { callerOf, type Caller } from '../access.js';
import { AccessDenied } from '../failure.js';
import { checkLeader, enter, serviceError, type Ground } from '../ground.js';

export type UnaryCall<Req> = Pick<ServerUnaryCall<Req, unknown>, 'request' | 'metadata'>;

/** A call with one request and one answer: what `act` returns, or the failure it throws. */
export const unaryCall =
  <Req, Res>(ground: Ground, act: (call: UnaryCall<Req>) => Res | Promise<Res>) =>
  (call: ServerUnaryCall<Req, Res>, answer: sendUnaryData<Res>): void => {
    enter(ground, call)
      .then(() => act(call))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(serviceError(error)),
      );
  };

/** What only the leader does, and only for admins and operators. @throws Failure */
export const asOperator = (ground: Ground, { metadata }: { readonly metadata: Metadata }): Caller => {
  checkLeader(ground);
  const caller = callerOf(ground.accounts, metadata);
  if (!caller?.groups.some((group) => group === '$admins' || group === '$ops')) throw new AccessDenied();
  return caller;
};
