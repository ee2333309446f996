import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { AppConfig } from '../config';
import { MetricsContributor, tellsSharedFigures } from '../observability';
import { LearnedPaceRepository } from './progress/learned-pace.repository';
import type { Transcript } from './transcription-engine';
import { TranscriptionService } from './transcription.service';

/** 1 is as fast as people speak; a small model on a good machine takes a twentieth of that. */
const FACTOR_BUCKETS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5];

/** Recordings: how fast engines are, how much was heard, and how long the line is. */
@Injectable()
export class TranscriptionMetrics extends MetricsContributor {
  private readonly factors = new Histogram({
    name: 'bellhop_transcription_real_time_factor',
    help: 'Seconds of work for each second of a recording.',
    labelNames: ['engine', 'model'],
    buckets: FACTOR_BUCKETS,
    registers: [],
  });
  private readonly audio = new Counter({
    name: 'bellhop_transcription_audio_seconds_total',
    help: 'Seconds of recordings that became text.',
    labelNames: ['engine', 'model'],
    registers: [],
  });
  private readonly failures = new Counter({
    name: 'bellhop_transcription_failures_total',
    help: 'Recordings that could not be made into text, whoever waited for them.',
    registers: [],
  });
  private readonly line = new Gauge({
    name: 'bellhop_transcription_requests',
    help: 'Requests in line and at work, over all processes.',
    labelNames: ['state'],
    registers: [],
  });
  private readonly learned = new Gauge({
    name: 'bellhop_transcription_learned_real_time_factor',
    help: 'What waits are estimated from.',
    labelNames: ['engine', 'model'],
    registers: [],
  });
  readonly metrics = [this.factors, this.audio, this.failures, this.line, this.learned];

  constructor(
    private readonly transcriptions: TranscriptionService,
    private readonly paces: LearnedPaceRepository,
    private readonly config: AppConfig,
  ) {
    super();
  }

  transcribed({ engine, model, audioSeconds, processingMs }: Transcript): void {
    this.audio.inc({ engine, model }, audioSeconds);
    if (audioSeconds > 0) this.factors.observe({ engine, model }, processingMs / 1000 / audioSeconds);
  }

  failed(): void {
    this.failures.inc();
  }

  override async sample(): Promise<void> {
    if (!tellsSharedFigures(this.config)) return;
    const [queue, paces] = await Promise.all([this.transcriptions.viewQueue(), this.paces.list()]);
    const waiting = queue.filter(({ position }) => position > 0).length;
    this.line.set({ state: 'waiting' }, waiting);
    this.line.set({ state: 'working' }, queue.length - waiting);
    for (const { engine, model, realTimeFactor } of paces) this.learned.set({ engine, model }, realTimeFactor);
  }
}
