import { Injectable } from '@nestjs/common';
import type { HistoryEvent, HistoryRequest } from '../common/history';
import { DAY_OF_CREATION } from '../database/daily';
import { Database } from '../database/database';
import { type Listed, Listing, type ListRequest, when } from '../database/listing';
import { LearnedPaceRepository } from './progress/learned-pace.repository';
import type { RequestState } from './queue/request-state';
import type { VoiceKind } from './queue/voice-request';

/** Requests of one day (UTC) by how they ended; those still open are in `requests` alone. */
export interface UsageDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly requests: number;
  readonly finished: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly refused: number;
  readonly audioSeconds: number;
  readonly processingMs: number;
}

/** What one engine did with one model. */
export interface EngineUsage {
  readonly engine: string;
  readonly model: string;
  readonly finished: number;
  readonly audioSeconds: number;
  readonly processingMs: number;
  /** Processing seconds per second of audio, over all of it; `null` when there was none. */
  readonly realTimeFactor: number | null;
}

/** What one engine has learned to expect of itself, and what it did lately. */
export interface EngineRecord extends Omit<EngineUsage, 'realTimeFactor'> {
  /** Expected of the next run: processing seconds per second of audio. */
  readonly realTimeFactor: number;
  readonly measurements: number;
  readonly updatedAt: Date;
}

/** One request as those who look after the bot see it. The text is not there: it is kept nowhere. */
export interface UsageRecord {
  readonly id: number;
  readonly userId: number;
  readonly chatId: number;
  readonly kind: VoiceKind;
  readonly state: RequestState;
  readonly failure: string | null;
  readonly durationSeconds: number | null;
  readonly audioSeconds: number | null;
  readonly engine: string | null;
  readonly model: string | null;
  readonly processingMs: number | null;
  readonly textLength: number | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly takenAt: Date | null;
  readonly endedAt: Date | null;
}

export interface UsageFilter extends ListRequest {
  readonly state?: RequestState;
  readonly userId?: number;
  readonly engine?: string;
}

const listing = new Listing<UsageRecord>({
  columns: `id, user_id::float8 AS "userId", chat_id::float8 AS "chatId", kind, state, failure,
    duration_seconds::float8 AS "durationSeconds", audio_seconds::float8 AS "audioSeconds", engine, model,
    processing_ms AS "processingMs", text_length AS "textLength", attempts, created_at AS "createdAt",
    taken_at AS "takenAt", ended_at AS "endedAt"`,
  from: 'usage',
  // Ids are given in the order of creation.
  sortable: { createdAt: 'id' },
  tieBreaker: 'id',
  defaultSort: '-createdAt',
});

/** Numbers and lists about requests, from the rows themselves. */
@Injectable()
export class UsageStatistics {
  constructor(
    private readonly database: Database,
    private readonly paces: LearnedPaceRepository,
  ) {}

  /** Days on which something was asked, oldest first. `from` inclusive, `until` exclusive. */
  async perDay(from: Date, until: Date): Promise<UsageDay[]> {
    return this.database.query<UsageDay>(
      `SELECT ${DAY_OF_CREATION} AS day, count(*)::int AS requests,
         ${ENDS.map((state) => `(count(*) FILTER (WHERE state = '${state}'))::int AS ${state}`).join(', ')},
         coalesce(sum(audio_seconds), 0)::float8 AS "audioSeconds",
         coalesce(sum(processing_ms), 0)::float8 AS "processingMs"
       FROM usage WHERE created_at >= $1 AND created_at < $2 GROUP BY 1 ORDER BY 1`,
      [from, until],
    );
  }

  /** By engine and model, the most used first. */
  async perEngine(from: Date, until: Date): Promise<EngineUsage[]> {
    return this.database.query<EngineUsage>(
      `SELECT engine, model, count(*)::int AS finished, sum(audio_seconds)::float8 AS "audioSeconds",
         sum(processing_ms)::float8 AS "processingMs",
         (sum(processing_ms) / 1000 / nullif(sum(audio_seconds), 0))::float8 AS "realTimeFactor"
       FROM usage WHERE state = 'finished' AND created_at >= $1 AND created_at < $2
       GROUP BY engine, model ORDER BY finished DESC, engine, model`,
      [from, until],
    );
  }

  /** What somebody asked for and what became of it, newest first; never what was said. */
  async historyOf({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{ at: Date } & HistoryEvent['details']>(
      `SELECT created_at AS at, id AS "requestId", kind, state, failure, coalesce(audio_seconds, duration_seconds)::float8 AS seconds,
         engine, text_length AS "textLength"
       FROM usage WHERE user_id = $1 AND created_at < $2 ORDER BY id DESC LIMIT $3`,
      [userId, before, limit],
    );
    return rows.map(({ at, ...details }) => ({ at, kind: 'voice.request', details }));
  }

  /** Every engine and model that was measured: what estimates are made from, and what it finished since a moment. */
  async engines(since: Date): Promise<EngineRecord[]> {
    const [paces, used] = await Promise.all([this.paces.list(), this.perEngine(since, END_OF_TIME)]);
    return paces.map(({ engine, model, realTimeFactor, measurements, updatedAt }) => {
      const lately = used.find((each) => each.engine === engine && each.model === model);
      const { finished, audioSeconds, processingMs } = lately ?? { finished: 0, audioSeconds: 0, processingMs: 0 };
      return { engine, model, realTimeFactor, measurements, updatedAt, finished, audioSeconds, processingMs };
    });
  }

  /** As the API lists them: fast at any number. */
  list({ state, userId, engine, ...request }: UsageFilter): Promise<Listed<UsageRecord>> {
    return listing.read(this.database, request, [
      when(state, (value) => `state = ${value}`),
      when(userId, (value) => `user_id = ${value}`),
      when(engine, (value) => `engine = ${value}`),
    ]);
  }
}

const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

const ENDS = ['finished', 'failed', 'cancelled', 'refused'] satisfies RequestState[];
