import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { Response } from 'express';
import { AppError } from '../../common/app-error';
import { I18n } from '../../i18n';
import type { ApiRequest } from './api-request';
import { languageOf } from './language';
import { toProblem } from './problem';

/** Answers every failure below `/api` as a problem document; what happens elsewhere is left as it was. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);
  private readonly others: BaseExceptionFilter;

  constructor(
    private readonly i18n: I18n,
    { httpAdapter }: HttpAdapterHost,
  ) {
    this.others = new BaseExceptionFilter(httpAdapter);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<ApiRequest>();
    if (!request.originalUrl.startsWith('/api/')) return this.others.catch(error, host);
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error, this.i18n, languageOf(request));
    const path = request.originalUrl.split('?', 1)[0] ?? '';
    if (problem.status >= 500) {
      this.logger.error({
        msg: 'a request failed',
        method: request.method,
        path,
        reference: problem.reference,
        err: error,
      });
      // Read by the record of errors once the answer is sent.
      response.locals.failure = error;
    }
    // Half an answer is on its way: all that can be said is that it ends here.
    if (response.headersSent) return void response.destroy();
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    // What is left of a refused upload is not read: the connection ends with the answer.
    if (!request.complete) response.setHeader('Connection', 'close');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, instance: path }));
  }
}

function retryAfterOf(error: unknown): number | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { retryAfterSeconds } = error as AppError & { retryAfterSeconds?: unknown };
  return typeof retryAfterSeconds === 'number' ? Math.ceil(retryAfterSeconds) : undefined;
}
