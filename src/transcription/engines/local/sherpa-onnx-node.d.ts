/** The part of sherpa-onnx-node 1.13 that is used here; the package ships no types. */
declare module 'sherpa-onnx-node' {
  export interface OfflineModelConfig {
    tokens: string;
    numThreads: number;
    provider: 'cpu';
    debug: 0 | 1;
    modelType?: string;
    moonshine?: { encoder: string; mergedDecoder: string };
    whisper?: { encoder: string; decoder: string; language: string; task: 'transcribe' };
    transducer?: { encoder: string; decoder: string; joiner: string };
    nemoCtc?: { model: string };
  }

  export interface OfflineRecognizerConfig {
    featConfig: { sampleRate: number; featureDim: number };
    modelConfig: OfflineModelConfig;
  }

  export class OfflineStream {
    acceptWaveform(audio: { samples: Float32Array; sampleRate: number }): void;
  }

  export class OfflineRecognizer {
    static createAsync(config: OfflineRecognizerConfig): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    /** Runs outside the event loop. Can't be interrupted. */
    decodeAsync(stream: OfflineStream): Promise<{ text: string; lang?: string }>;
  }

  export interface VadConfig {
    sileroVad: {
      model: string;
      threshold: number;
      minSpeechDuration: number;
      minSilenceDuration: number;
      maxSpeechDuration: number;
      windowSize: number;
    };
    sampleRate: number;
    numThreads: number;
    provider: 'cpu';
    debug: 0 | 1;
  }

  export class Vad {
    constructor(config: VadConfig, bufferSizeInSeconds: number);
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    /** Whether somebody is speaking at the end of what was accepted. */
    isDetected(): boolean;
    /** The earliest finished stretch; `start` counts samples since construction. `false` copies the samples. */
    front(enableExternalBuffer: boolean): { start: number; samples: Float32Array };
    pop(): void;
    flush(): void;
  }
}
