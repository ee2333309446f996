import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AppConfig } from '../config';
import { NotSignedIn } from './accounts.errors';
import { TokenSecret } from './token-secret';

const ALGORITHM = 'HS256';
const ISSUER = 'bellhop';
const AUDIENCE = 'bellhop-api';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Short-lived proofs of a session. They say who, never what that person may do: that is looked up at each request. */
@Injectable()
export class AccessTokens {
  private client: JwtService | undefined;
  readonly ttlMs: number;

  constructor(
    private readonly secret: TokenSecret,
    { api }: AppConfig,
  ) {
    this.ttlMs = api.accessTtlMs;
  }

  private get jwt(): JwtService {
    this.client ??= new JwtService({
      secret: this.secret.keyFor('access token'),
      signOptions: {
        algorithm: ALGORITHM,
        issuer: ISSUER,
        audience: AUDIENCE,
        expiresIn: Math.round(this.ttlMs / 1000),
      },
      verifyOptions: { algorithms: [ALGORITHM], issuer: ISSUER, audience: AUDIENCE },
    });
    return this.client;
  }

  issue(session: { sessionId: string; accountId: string }): string {
    return this.jwt.sign({ sid: session.sessionId }, { subject: session.accountId });
  }

  /** Answers the session it proves. Throws `NotSignedIn` for anything that this application did not issue, or no longer. */
  verify(token: string): { sessionId: string; expiresAt: Date } {
    let claims: { sid?: unknown; exp?: unknown };
    try {
      claims = this.jwt.verify<{ sid?: unknown; exp?: unknown }>(token);
    } catch {
      throw new NotSignedIn();
    }
    const { sid, exp } = claims;
    if (typeof sid !== 'string' || !UUID.test(sid) || typeof exp !== 'number') throw new NotSignedIn();
    return { sessionId: sid, expiresAt: new Date(exp * 1000) };
  }
}
