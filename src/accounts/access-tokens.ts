import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { AppConfig } from '../config';
import { NotSignedIn } from './accounts.errors';
import { TokenSecret } from './token-secret';

const ALGORITHM = 'HS256';
const ISSUER = 'bellhop';
const AUDIENCE = 'bellhop-api';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const MAX_REMEMBERED = 2_000;

export interface AccessClaim {
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Short-lived proofs of a session. They say who, never what that person may do: that is looked up at each request. */
@Injectable()
export class AccessTokens {
  private client: JwtService | undefined;
  /** Tokens come with every request; what was found true of one stays so until it expires. */
  private readonly verified: ExpiringCache<string, AccessClaim>;
  readonly ttlMs: number;

  constructor(
    private readonly secret: TokenSecret,
    { api }: AppConfig,
    private readonly clock: Clock,
  ) {
    this.ttlMs = api.accessTtlMs;
    this.verified = new ExpiringCache({ maxEntries: MAX_REMEMBERED, ttlMs: this.ttlMs, clock });
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
  verify(token: string): AccessClaim {
    const known = this.verified.get(token);
    if (known) return known;
    const claim = this.check(token);
    this.verified.set(token, claim, claim.expiresAt.getTime() - this.clock.now());
    return claim;
  }

  private check(token: string): AccessClaim {
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
