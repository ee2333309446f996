import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable, throwError, timeout, TimeoutError } from 'rxjs';
import { RequestTimedOut } from './api.errors';
import { endpointOf } from './endpoint';

const DEFAULT_LIMIT_MS = 30_000;

/** Answers for a route that takes too long, so that nobody waits for ever. */
@Injectable()
export class TimeLimitInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const limitMs = endpointOf(context.getHandler())?.timeLimitMs;
    if (limitMs === null) return next.handle();
    return next.handle().pipe(
      timeout(limitMs ?? DEFAULT_LIMIT_MS),
      catchError((error: unknown) => throwError(() => (error instanceof TimeoutError ? new RequestTimedOut() : error))),
    );
  }
}
