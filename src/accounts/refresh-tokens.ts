import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TokenSecret } from './token-secret';

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})\.([\w-]{43})$/;

export interface RefreshClaim {
  readonly sessionId: string;
  readonly generation: number;
}

/**
 * Names one generation of a session, and proves that we gave it out. Nothing of a token is stored: a copy of the database
 * signs nobody in, and the successor of a token whose answer was lost can be given again.
 */
@Injectable()
export class RefreshTokens {
  private key: Buffer | undefined;

  constructor(private readonly secret: TokenSecret) {}

  issue({ sessionId, generation }: RefreshClaim): string {
    return `${sessionId}.${generation}.${this.proof(sessionId, generation).toString('base64url')}`;
  }

  /** Answers `null` for anything that we did not issue. */
  read(token: string): RefreshClaim | null {
    const [, sessionId = '', digits = '', proof = ''] = FORM.exec(token) ?? [];
    if (sessionId === '') return null;
    const generation = Number(digits);
    const given = Buffer.from(proof, 'base64url');
    const expected = this.proof(sessionId, generation);
    return given.length === expected.length && timingSafeEqual(given, expected) ? { sessionId, generation } : null;
  }

  private proof(sessionId: string, generation: number): Buffer {
    this.key ??= this.secret.keyFor('refresh token');
    return createHmac('sha256', this.key).update(`${sessionId}.${generation}`).digest();
  }
}
