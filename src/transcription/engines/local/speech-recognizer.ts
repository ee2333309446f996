import { OfflineRecognizer } from 'sherpa-onnx-node';
import { isTooLong } from '../../audio-length';
import { type SpeechModel } from '../../models/speech-model';
import { type TranscriptSegment } from '../../transcription-engine';
import { RecordingRejected, type RecognizerJob, type RecognizerResult } from './local-protocol';
import { readPcm } from './pcm-reader';
import { recognizerConfig, SAMPLE_RATE } from './recognizer-config';
import { type VoiceSegment, VoiceSegmenter } from './voice-segments';

/** A recording may be this much shorter than it claims: clients round to whole seconds, and encoders trim. */
const TOLERATED_SHORTFALL = { seconds: 2, share: 0.1 };

/** Decode → find speech → recognise, as one stream: memory stays the same for a minute and for an hour. */
export class SpeechRecognizer {
  private constructor(
    private readonly recognizer: OfflineRecognizer,
    private readonly vadModelPath: string,
    private readonly ffmpegPath: string | null,
  ) {}

  static async load(model: SpeechModel, threads: number, ffmpegPath: string | null): Promise<SpeechRecognizer> {
    const vad = model.files.vad;
    if (!vad) throw new Error('the model has no voice activity file');
    const recognizer = await OfflineRecognizer.createAsync(recognizerConfig(model, threads));
    return new SpeechRecognizer(recognizer, vad.path, ffmpegPath);
  }

  /** Throws `RecordingRejected` when the recording, and not the recogniser, is to blame. */
  async transcribe(job: RecognizerJob, onProgress: (processedSeconds: number) => void): Promise<RecognizerResult> {
    const startedAt = performance.now();
    const voice = new VoiceSegmenter(this.vadModelPath);
    const segments: TranscriptSegment[] = [];
    let samplesRead = 0;
    let speechSeconds = 0;

    const recognizeAll = async (found: VoiceSegment[]): Promise<void> => {
      for (const segment of found) {
        const { start, end } = segment;
        speechSeconds += end - start;
        const text = await this.recognize(segment.samples);
        if (text) segments.push({ start, end, text });
        onProgress(end);
      }
    };

    for await (const samples of readPcm(job.path, this.ffmpegPath)) {
      samplesRead += samples.length;
      refuseTooLong(samplesRead / SAMPLE_RATE, job.maxAudioSeconds);
      for (const scan of voice.push(samples)) {
        await recognizeAll(scan.segments);
        onProgress(scan.settledSeconds);
      }
    }
    const audioSeconds = samplesRead / SAMPLE_RATE;
    refuseIncomplete(audioSeconds, job.durationSeconds);
    await recognizeAll(voice.finish());
    onProgress(audioSeconds);
    return { segments, audioSeconds, speechSeconds, processingMs: performance.now() - startedAt };
  }

  private async recognize(samples: Float32Array): Promise<string> {
    const stream = this.recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    const { text } = await this.recognizer.decodeAsync(stream);
    return text.trim();
  }
}

function refuseTooLong(seconds: number, limitSeconds: number | null): void {
  if (isTooLong(seconds, limitSeconds)) throw new RecordingRejected({ case: 'too-long', limitSeconds });
}

function refuseIncomplete(actualSeconds: number, claimedSeconds: number | null): void {
  if (claimedSeconds === null) return;
  const tolerated = Math.max(TOLERATED_SHORTFALL.seconds, claimedSeconds * TOLERATED_SHORTFALL.share);
  if (actualSeconds < claimedSeconds - tolerated) {
    throw new RecordingRejected({ case: 'incomplete', claimedSeconds, actualSeconds });
  }
}
