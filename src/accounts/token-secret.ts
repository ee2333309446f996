import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';

/** The keys that tokens are signed with, one for each purpose, derived from one secret. */
@Injectable()
export class TokenSecret {
  private secret: string | undefined;

  constructor(private readonly config: AppConfig) {}

  /** Of this purpose alone. Read when it is first needed: processes that serve no API have no secret. */
  keyFor(purpose: 'access token' | 'refresh token'): Buffer {
    this.secret ??= this.config.api.jwtSecret ?? keptSecret(this.config.server.dataDir);
    return createHmac('sha256', this.secret).update(purpose).digest();
  }
}

/** Made once and kept in a file that only this user may read; processes that share the folder share it. */
function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'jwt-secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(path, 'utf8').trim();
  // A disk that was full when it was written leaves an empty file, and with it a key that everybody knows.
  if (secret.length < 32) throw new Error(`${path} holds no secret; remove the file and start again`);
  return secret;
}
