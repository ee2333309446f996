import { webmToOgg } from './ogg-opus';

const FORMATS = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus'];

/** A finished recording, ready to be sent as a voice message. */
export interface Voice {
  content: Blob;
  durationSeconds: number;
}

/** Records from the microphone until stopped or cancelled. */
export class VoiceRecorder {
  private readonly chunks: Blob[] = [];
  private readonly startedAt = performance.now();

  private constructor(
    private readonly recorder: MediaRecorder,
    private readonly stream: MediaStream,
  ) {
    recorder.ondataavailable = ({ data }) => this.chunks.push(data);
    recorder.start();
  }

  /**
   * Asks for the microphone and begins.
   * @throws Error with a sentence for the person when there is none, or it may not be used.
   */
  static async start(): Promise<VoiceRecorder> {
    const mimeType = FORMATS.find((format) => globalThis.MediaRecorder?.isTypeSupported(format));
    if (!mimeType) throw new Error('This browser can’t record Opus audio. A sound file can be attached instead.');
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined);
    if (!stream) throw new Error('The microphone can’t be used: it is missing or not allowed.');
    return new VoiceRecorder(new MediaRecorder(stream, { mimeType }), stream);
  }

  get elapsedSeconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  /** Ends the recording; it comes back as OGG/Opus whatever the browser records. */
  async stop(): Promise<Voice> {
    const durationSeconds = this.elapsedSeconds;
    const ended = new Promise<void>((resolve) => (this.recorder.onstop = () => resolve()));
    this.recorder.stop();
    await ended;
    this.release();
    const recording = new Blob(this.chunks);
    if (this.recorder.mimeType.startsWith('audio/ogg')) return { content: recording, durationSeconds };
    const voice = webmToOgg(new Uint8Array(await recording.arrayBuffer()));
    return { content: new Blob([voice.bytes]), durationSeconds: voice.durationSeconds };
  }

  /** Throws the recording away. */
  cancel(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    this.release();
  }

  private release(): void {
    for (const track of this.stream.getTracks()) track.stop();
  }
}
