import { Module } from '@nestjs/common';
import { TranscriptionService } from '../../src/transcription';

const providers = [
  {
    provide: TranscriptionService,
    useValue: { ask: async () => ({ outcome: 'refused', refusal: { reason: 'queueFull', limit: 0 } }) },
  },
];

/** Stands in for the transcription room where a test is about something else: its queue is full. */
@Module({ providers, exports: providers.map(({ provide }) => provide) })
export class NoTranscriptionsModule {}
