/** Everything the engines are told. Built from the settings; durations are milliseconds. */
export interface TranscriptionConfig {
  /** `local` and `openai`: that one and no other, so that `local` never sends a recording anywhere. `auto`: every one that is set up. */
  readonly engine: 'auto' | 'local' | 'openai';
  readonly local: LocalEngineConfig;
  /** `null` when no server is configured. */
  readonly openai: OpenAiEngineConfig | null;
}

export interface LocalEngineConfig {
  /** Folder with a `manifest.json`; `null` when no model was fetched. */
  readonly modelFolder: string | null;
  /** Recordings worked at once; each place is a process of some 350 MB. */
  readonly places: number;
  /** Threads inside one recogniser. Together with the places, leave a core to those who answer people. */
  readonly threadsPerPlace: number;
  /** A recogniser that had nothing to do for this long is ended and its memory given back; `null` keeps it. */
  readonly idleShutdownMs: number | null;
  /** `null`: no ffmpeg; then only Ogg Opus, the form of voice notes, can be decoded. */
  readonly ffmpegPath: string | null;
}

export interface OpenAiEngineConfig {
  /** Up to and without `/audio/transcriptions`, for example `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; `null` for servers that want none. */
  readonly apiKey: string | null;
  readonly model: string;
  /** ISO 639-1 codes the model understands, or `any`. */
  readonly languages: readonly string[] | 'any';
  /** From the last byte sent to the whole answer. The job's deadline may end it sooner. */
  readonly timeoutMs: number;
  readonly maxUploadBytes: number;
}
