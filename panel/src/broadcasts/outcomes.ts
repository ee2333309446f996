import type { AnswerOf } from '../api/api';
import type { Tone } from '../pieces/state-chip';

type Line = AnswerOf<'get', '/broadcasts/{broadcastId}/ledger'>['items'][number];

export const recipientStatuses = [
  'queued',
  'sending',
  'sent',
  'blocked',
  'invalid',
  'failed',
  'unknown',
] as const satisfies readonly Line['status'][];

export const reasons = [
  'blocked',
  'deactivated',
  'not-found',
  'forbidden',
  'rejected',
  'transient',
  'no-answer',
  'interrupted',
] as const satisfies readonly NonNullable<Line['reason']>[];

export const outcomeTones: Readonly<Record<Line['status'], Tone>> = {
  queued: 'quiet',
  sending: 'busy',
  sent: 'good',
  blocked: 'warn',
  invalid: 'quiet',
  failed: 'bad',
  unknown: 'warn',
};
