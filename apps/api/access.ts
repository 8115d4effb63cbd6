import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { operator } from '#apps/runtime/accounts.js';
import type { Actor } from '#libs/kernel/actor.js';
import { refuse } from '#libs/cqrs/errors.js';
import { sha256 } from '#libs/kernel/ids.js';
import { optionsToken, runtimeToken, type ApiOptions, type ApiRequest } from './ports.js';
import { authenticateInTime } from './budgets.js';
import type { Runtime } from '#apps/runtime/runtime.js';

const open = /^\/(health\/|api(\/|$|\?))(?!v1)/;

/** Who is asking: the bearer token of an account, or the operator's. Roles are checked where a command is given. */
@Injectable()
export class AccountGuard implements CanActivate {
  private readonly operatorDigest: string | undefined;

  constructor(
    @Inject(runtimeToken) private readonly runtime: Runtime,
    @Inject(optionsToken) private readonly options: ApiOptions,
  ) {
    this.operatorDigest = options.operatorToken && sha256(options.operatorToken);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (open.test(request.url)) return true;
    request.actor = await authenticateInTime({ request, options: this.options }, () => this.actorOf(request));
    if (!request.actor) throw refuse('access.unauthenticated');
    return true;
  }

  private async actorOf({ headers }: ApiRequest): Promise<Actor | undefined> {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/.exec(headers['authorization'] ?? '')?.[1];
    if (token === undefined) return undefined;
    if (this.operatorDigest && isSame(sha256(token), this.operatorDigest)) return operator;
    return this.runtime.accounts.authenticate(token);
  }
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));
