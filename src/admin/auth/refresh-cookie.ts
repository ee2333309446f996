import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppConfig } from '../../config';
import { API_PREFIX } from '../http/endpoint';
import type { ApiRequest } from '../http/api-request';
import { RequestForged } from '../http/api.errors';

const NAME = 'bellhop_refresh';
const PATH = `${API_PREFIX}/auth`;

/**
 * The refresh token of a page in a browser, where no script can read it. `SameSite=Strict` keeps other sites from sending it;
 * in case a browser doesn't know that, a header is asked for that another site's page may not set.
 */
@Injectable()
export class RefreshCookie {
  constructor(private readonly config: AppConfig) {}

  /** Throws `RequestForged` when there is a cookie but no sign that one of our pages sends it. */
  read(request: ApiRequest): string | undefined {
    const token = cookieNamed(NAME, request.headers.cookie);
    if (token === undefined) return undefined;
    if (request.headers['x-bellhop-panel'] === undefined) throw new RequestForged();
    return token;
  }

  set(response: Response, refreshToken: string): void {
    response.cookie(NAME, refreshToken, { ...options(response), maxAge: this.config.api.refreshTtlMs });
  }

  clear(response: Response): void {
    response.clearCookie(NAME, options(response));
  }
}

const options = ({ req }: Response) =>
  ({ httpOnly: true, sameSite: 'strict', secure: req.secure, path: PATH }) as const;

function cookieNamed(name: string, header: string | undefined): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
}
