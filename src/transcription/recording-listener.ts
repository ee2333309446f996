import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import { untilAborted } from '../resilience';
import { Settings } from '../settings';
import { inLane } from '../telegram/outbound/lane-context';
import { FileTooBig } from '../telegram/telegram-errors';
import { TelegramGateway } from '../telegram/telegram-gateway';
import { withAudioFile } from './audio-file';
import { withinJobLimits } from './job-limits';
import { RunRepository, type Run } from './queue/run.repository';
import { mimeTypeOf } from './queue/voice-request';
import { SpeechEngines } from './speech-engines';
import type { AudioSource, Transcript } from './transcription-engine';
import { AudioTooBig } from './transcription.errors';

export interface Listening {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly onProgress: (processedSeconds: number) => void;
}

/** Fetches a recording from Telegram and has it transcribed: one attempt. */
@Injectable()
export class RecordingListener {
  constructor(
    private readonly gateway: TelegramGateway,
    private readonly engines: SpeechEngines,
    private readonly runs: RunRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly settings: Settings,
  ) {}

  /** Rejects with a `TranscriptionError` or one of Telegram's. Leaves no file behind, however it ends. */
  listen(run: Run, { deadline, signal, onProgress }: Listening): Promise<Transcript> {
    return withinJobLimits({ signal, deadline }, this.clock, async (limited) => {
      // Beforehand, so that a process that dies while it is still starting does not count against the recording.
      await untilAborted(this.engines.warmedUp, limited);
      limited.throwIfAborted();
      await this.runs.move(run.claim, 'downloading');
      const audio = await this.open(run, limited);
      return withAudioFile(
        audio,
        limited,
        async (path) => {
          await this.runs.move(run.claim, 'working');
          return this.engines.transcribe({
            audio: { path },
            mimeType: mimeTypeOf(run),
            durationSeconds: run.durationSeconds,
            maxAudioSeconds: this.longest(run),
            signal: limited,
            deadline,
            onProgress,
          });
        },
        this.config.telegram.maxDownloadBytes,
      );
    });
  }

  /** What was taken into line stays welcome when the limit is lowered meanwhile. */
  private longest({ durationSeconds }: Run): number {
    return Math.max(this.settings.get('voice.maxDurationSeconds'), durationSeconds ?? 0);
  }

  private async open({ fileId }: Run, signal: AbortSignal): Promise<AudioSource> {
    try {
      const source = await inLane('notice', () => this.gateway.openFile(fileId, { signal }));
      return 'path' in source ? { path: source.path } : { stream: source.stream };
    } catch (error) {
      throw error instanceof FileTooBig ? new AudioTooBig(error.limitBytes) : error;
    }
  }
}
