import { Vad } from 'sherpa-onnx-node';
import { SAMPLE_RATE } from './recognizer-config';
import { SampleHistory } from './sample-history';

/** Silero looks at 32 ms at a time. Samples. */
const WINDOW = 512;
const seconds = (value: number): number => Math.round(value * SAMPLE_RATE);

/** The detector tries to end a stretch after this long; speech without a breath goes on. Seconds. */
const SOFT_MAX_SECONDS = 20;
/** No recogniser call gets more: beyond some 40 s the model repeats itself and takes gigabytes. */
const HARD_MAX = seconds(28);
/**
 * Stretches with a pause up to this are recognised together, pause included: words alone are easily misheard, and the
 * detector misses soft ones. On an 80 s reading this took the tiny model from 5.4 to 1.1 % wrong words.
 */
const JOINED_PAUSE = seconds(4);
/** Until together they are this long. */
const JOINED_MAX = seconds(20);
/** The detector cuts close; soft sounds at both ends need this much more. */
const MARGIN = seconds(0.1);
/** How far before the present a stretch can begin that the detector has not reported yet. */
const LOOKBACK = seconds(2);

/** A stretch in which somebody speaks, short enough for one recogniser call. */
export interface VoiceSegment {
  /** Seconds from the beginning of the recording. */
  start: number;
  end: number;
  samples: Float32Array;
}

/** What was found in a piece of audio: finished stretches, and how far the recording needs no more work. */
export interface VoiceScan {
  segments: VoiceSegment[];
  settledSeconds: number;
}

/** Positions in samples. */
interface Stretch {
  start: number;
  end: number;
}

/** Finds the stretches of speech in a stream of samples. One per recording; `push` all of it, then `finish`. */
export class VoiceSegmenter {
  private readonly vad: Vad;
  private readonly history = new SampleHistory();
  /** Of the history, how much the detector has seen. */
  private accepted = 0;
  private joined: Stretch | null = null;
  private lastEnd = 0;
  private detectedSince: number | null = null;

  constructor(vadModelPath: string) {
    this.vad = new Vad(
      {
        sileroVad: {
          model: vadModelPath,
          threshold: 0.5,
          minSpeechDuration: 0.25,
          minSilenceDuration: 0.5,
          maxSpeechDuration: SOFT_MAX_SECONDS,
          windowSize: WINDOW,
        },
        sampleRate: SAMPLE_RATE,
        numThreads: 1,
        provider: 'cpu',
        debug: 0,
      },
      2 * SOFT_MAX_SECONDS,
    );
  }

  /** The stretches that are complete with these samples. Work each scan before asking for the next. */
  *push(samples: Float32Array): Generator<VoiceScan> {
    this.history.append(samples);
    while (this.accepted + WINDOW <= this.history.end) {
      this.accept(this.history.slice(this.accepted, this.accepted + WINDOW));
      const segments = this.takeComplete();
      if (segments.length > 0) yield { segments, settledSeconds: this.settledSeconds() };
    }
    yield { segments: [], settledSeconds: this.settledSeconds() };
  }

  /** What the end of the recording completes. */
  finish(): VoiceSegment[] {
    const rest = this.history.slice(this.accepted, this.history.end);
    if (rest.length > 0) {
      const padded = new Float32Array(WINDOW);
      padded.set(rest);
      this.accept(padded);
    }
    this.vad.flush();
    return [...this.takeComplete(), ...this.releaseJoined()];
  }

  private accept(window: Float32Array): void {
    this.vad.acceptWaveform(window);
    this.accepted += WINDOW;
    if (!this.vad.isDetected()) this.detectedSince = null;
    else this.detectedSince ??= this.accepted;
    if (this.detectedSince !== null && this.accepted - this.detectedSince > HARD_MAX) {
      this.vad.flush();
      this.detectedSince = null;
    }
  }

  private takeComplete(): VoiceSegment[] {
    const complete: VoiceSegment[] = [];
    while (!this.vad.isEmpty()) {
      const { start, samples } = this.vad.front(false);
      this.vad.pop();
      const stretch = { start, end: start + samples.length };
      if (this.joined && canJoin(this.joined, stretch)) {
        this.joined.end = stretch.end;
      } else {
        complete.push(...this.releaseJoined());
        this.joined = stretch;
      }
      this.lastEnd = stretch.end;
    }
    const pause = this.accepted - LOOKBACK - this.lastEnd;
    if (this.joined && this.detectedSince === null && pause > JOINED_PAUSE) complete.push(...this.releaseJoined());
    this.forgetSettled();
    return complete;
  }

  private releaseJoined(): VoiceSegment[] {
    if (!this.joined) return [];
    const { start, end } = this.joined;
    this.joined = null;
    // Equal parts: a last part of a few hundredths of a second would hold no word.
    const parts = Math.ceil((end - start) / HARD_MAX);
    const size = Math.ceil((end - start) / parts);
    return Array.from({ length: parts }, (_, part) => {
      const from = start + part * size;
      const to = Math.min(from + size, end);
      return {
        start: from / SAMPLE_RATE,
        end: to / SAMPLE_RATE,
        samples: this.history.slice(from - MARGIN, to + MARGIN),
      };
    });
  }

  private forgetSettled(): void {
    const speechMayBegin = this.detectedSince === null ? this.accepted - LOOKBACK : this.lastEnd;
    this.history.dropBefore(Math.min(this.joined?.start ?? speechMayBegin, speechMayBegin) - MARGIN);
  }

  private settledSeconds(): number {
    const unsettled = this.joined?.start ?? (this.detectedSince === null ? this.accepted : this.lastEnd);
    return Math.min(unsettled, this.accepted) / SAMPLE_RATE;
  }
}

function canJoin(earlier: Stretch, later: Stretch): boolean {
  return later.start - earlier.end <= JOINED_PAUSE && later.end - earlier.start <= JOINED_MAX;
}
