import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { NotSignedIn, PrincipalDirectory } from '../../accounts';
import { NotPermitted } from '../../users';
import type { ApiRequest } from './api-request';
import { endpointOf } from './endpoint';

/** Lets in whom a route's definition lets in. A route without a definition lets in nobody. */
@Injectable()
export class ApiGuard implements CanActivate {
  constructor(private readonly principals: PrincipalDirectory) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = endpointOf(context.getHandler())?.access;
    if (access === 'public') return true;
    if (access === undefined) throw new NotPermitted();
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const principal = await this.principals.authenticate(bearerToken(request.headers.authorization));
    request.principal = principal;
    if (access !== 'signed-in' && !principal.permissions.includes(access)) throw new NotPermitted();
    return true;
  }
}

function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new NotSignedIn();
  return token;
}
