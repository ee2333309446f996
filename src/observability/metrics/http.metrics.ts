import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';
import { ErrorRecorder } from '../errors/error-recorder';
import { MetricsContributor } from './metrics-contributor';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** HTTP requests by route. A route is named by its pattern, and what has none is `unknown`: paths that people try are not labels. */
@Injectable()
export class HttpMetrics extends MetricsContributor {
  private readonly durations = new Histogram({
    name: 'bellhop_http_request_duration_seconds',
    help: 'Time of an HTTP request until its answer is sent, or its caller is gone.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [],
  });
  readonly metrics = [this.durations];

  constructor(private readonly errors: ErrorRecorder) {
    super();
  }

  /** Express middleware that times the request it sees. */
  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.once('close', () => {
      const { path } = (request.route ?? {}) as { path?: unknown };
      const route = typeof path === 'string' && !path.startsWith('/{') ? path : 'unknown';
      const method = METHODS.includes(request.method) ? request.method : 'other';
      // An answer that was not finished has the status it would have had; "closed" says that nobody got it.
      const status = response.writableFinished ? String(response.statusCode) : 'closed';
      this.durations.observe({ method, route, status }, (performance.now() - startedAt) / 1000);
      if (response.statusCode >= 500 && !route.startsWith('/health')) {
        this.errors.note(failureOf(response), { edge: 'http', work: `${method} ${route}` });
      }
    });
    next();
  };
}

/** What made an answer a 5xx. Exception filters leave the error in `response.locals.failure`; else only the status is known. */
function failureOf({ locals, statusCode }: Response): unknown {
  const { failure } = locals as { failure?: unknown };
  return failure ?? Object.assign(new Error(`answered ${statusCode}`), { name: `Http${statusCode}` });
}
