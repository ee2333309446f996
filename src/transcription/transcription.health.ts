import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { CircuitBreakers } from '../resilience';
import { SpeechEngines } from './speech-engines';
import { TranscriptionService } from './transcription.service';

/** Which engines there are, how they are, and how long the line is. */
@Injectable()
export class TranscriptionHealth extends HealthContributor {
  readonly name = 'transcription';
  readonly required = false;

  constructor(
    private readonly engines: SpeechEngines,
    private readonly breakers: CircuitBreakers,
    private readonly transcriptions: TranscriptionService,
  ) {
    super();
  }

  async check(): Promise<HealthReport> {
    const queue = await this.transcriptions.viewQueue();
    const breakers = this.breakers.list().filter(({ name }) => name.startsWith('transcription.'));
    const engines = this.engines.list();
    return {
      // Without any engine voice is simply off, which is an operator's choice.
      state: breakers.some(({ state }) => state !== 'closed') ? 'degraded' : 'up',
      details: {
        engines: engines.map(({ id, model }) => `${id} (${model})`).join(', ') || 'none',
        ...Object.fromEntries(breakers.map(({ name, state }) => [name, state])),
        waiting: queue.filter(({ position }) => position > 0).length,
        working: queue.filter(({ position }) => position === 0).length,
      },
    };
  }
}
