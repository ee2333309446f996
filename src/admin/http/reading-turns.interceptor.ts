import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { lastValueFrom, Observable } from 'rxjs';
import { type Bulkhead, Bulkheads, RightOfWay } from '../../resilience';
import type { ApiRequest } from './api-request';
import { endpointOf } from './endpoint';

/** One is read by the database while another one's rows are made into an answer; more would only wait in there. */
const AT_ONCE = 2;
const MOST_WAITING = 200;
/** Hardly anybody sees it on a page, and most answers in chat are given by then. */
const GIVES_WAY_MS = 50;

/**
 * Reads for the panel and for scripts take turns, so that however many pages are asked for, the processor and the database have
 * room for what people wait for in chat; and so that one account's script leaves turns for others. Whoever has waited too long
 * leaves the line.
 */
@Injectable()
export class ReadingTurnsInterceptor implements NestInterceptor {
  private readonly turns: Bulkhead;

  constructor(
    bulkheads: Bulkheads,
    private readonly rightOfWay: RightOfWay,
  ) {
    this.turns = bulkheads.create('api-reads', { places: AT_ONCE, maxWaiting: MOST_WAITING });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, principal } = context.switchToHttp().getRequest<ApiRequest>();
    // What streams takes as long as its reader likes, and has bounds of its own.
    if (method !== 'GET' || endpointOf(context.getHandler())?.timeLimitMs === null) return next.handle();
    return new Observable((reader) => {
      const gone = new AbortController();
      let isOver = false;
      const work = async (): Promise<unknown> => {
        await this.rightOfWay.give(GIVES_WAY_MS);
        return lastValueFrom(next.handle(), { defaultValue: undefined });
      };
      this.turns
        .run(work, { group: String(principal?.accountId), signal: gone.signal })
        .finally(() => (isOver = true))
        .then(
          (answer) => {
            reader.next(answer);
            reader.complete();
          },
          (error: unknown) => reader.error(error),
        );
      // Aborting makes an error with its stack: not for each request, only for those that were left.
      return () => {
        if (!isOver) gone.abort();
      };
    });
  }
}
