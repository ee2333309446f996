import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiGuard } from './api.guard';
import { API_PREFIX } from './endpoint';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { ReadingTurnsInterceptor } from './reading-turns.interceptor';
import { TimeLimitInterceptor } from './time-limit.interceptor';

/** A class of routes of the admin API. Each method needs `@Serves`; one without keeps the application from starting. */
export const ApiController = (): ClassDecorator =>
  applyDecorators(
    Controller(API_PREFIX),
    UseGuards(ApiGuard),
    UseInterceptors(TimeLimitInterceptor, ReadingTurnsInterceptor, IdempotencyInterceptor),
  );
