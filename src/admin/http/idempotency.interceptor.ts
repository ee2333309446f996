import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { IdempotencyKeys } from '../../coordination';
import type { ApiRequest } from './api-request';
import { IdempotencyMismatch, IdempotencyRunning } from './api.errors';
import { endpointOf } from './endpoint';
import { InvalidInput } from './invalid-input';

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Carries out a request with an `Idempotency-Key` once: whoever sends it again, having lost the answer, gets the first
 * answer again. A request that failed may be tried again under its key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(private readonly keys: IdempotencyKeys) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const key = request.headers['idempotency-key'];
    if (!endpointOf(context.getHandler())?.idempotent || key === undefined || !request.principal) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new InvalidInput([
        { in: 'header', field: 'Idempotency-Key', message: 'must be 1 to 200 printable characters without spaces' },
      ]);
    }
    return from(
      this.once(`${request.principal.accountId} ${key}`, request, context.switchToHttp().getResponse(), next),
    );
  }

  private async once(key: string, request: ApiRequest, response: Response, next: CallHandler): Promise<unknown> {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([request.method, request.originalUrl, request.body ?? null]))
      .digest('base64url');
    const place = await this.keys.begin(key, fingerprint);
    if (place.state === 'mismatch') throw new IdempotencyMismatch();
    if (place.state === 'running') throw new IdempotencyRunning();
    if (place.state === 'done') {
      response.setHeader('Idempotent-Replayed', 'true');
      return place.answer;
    }
    const answer = await this.carryOut(key, next);
    try {
      await this.keys.finish(key, answer);
    } catch (error) {
      // The work is done: its key stays taken until it counts as lost, so that asking again does not do it again at once.
      this.logger.error({ msg: 'the answer of an idempotent request could not be kept', err: error });
    }
    return answer;
  }

  private async carryOut(key: string, next: CallHandler): Promise<unknown> {
    try {
      return await lastValueFrom(next.handle());
    } catch (error) {
      // A key that can't be given up now is free again once it counts as lost.
      await this.keys.abandon(key).catch(() => undefined);
      throw error;
    }
  }
}
