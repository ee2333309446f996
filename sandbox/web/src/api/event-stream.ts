import type { SandboxEvent } from '../../../src/control/contract';
import { eventsUrl } from './control-api';

/** Events are handed over in batches this far apart, so that a broadcast of thousands costs a few renderings a second. */
const BATCH_MS = 40;
const RETRY_MS = 1_500;

export interface EventStreamListener {
  /** The stream is open; whatever happened before has to be read again. */
  onOpen: () => void;
  onEvents: (events: SandboxEvent[]) => void;
  onLost: () => void;
}

/** Listens to what happens in the sandbox and reconnects by itself, until closed. */
export class EventStream {
  private source?: EventSource;
  private batch: SandboxEvent[] = [];
  private flushTimer?: number;
  private retryTimer?: number;
  private url = '';
  private types: readonly SandboxEvent['type'][] = [];

  constructor(private readonly listener: EventStreamListener) {}

  /** Listens to these people and types from now on. Does nothing when that is the case already. */
  watch(people: readonly number[], types: readonly SandboxEvent['type'][]): void {
    const url = eventsUrl(people, types);
    if (url === this.url) return;
    this.url = url;
    this.types = types;
    this.connect();
  }

  private connect(): void {
    window.clearTimeout(this.retryTimer);
    this.source?.close();
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => this.listener.onOpen();
    for (const type of this.types) {
      source.addEventListener(type, ({ data }) => this.collect(JSON.parse(data as string) as SandboxEvent));
    }
    source.onerror = () => {
      // The browser retries some failures and gives up on others (a refused connection): one rule for all is simpler.
      source.close();
      this.listener.onLost();
      this.retryTimer = window.setTimeout(() => this.connect(), RETRY_MS);
    };
  }

  private collect(event: SandboxEvent): void {
    this.batch.push(event);
    this.flushTimer ??= window.setTimeout(() => {
      const events = this.batch;
      this.batch = [];
      this.flushTimer = undefined;
      this.listener.onEvents(events);
    }, BATCH_MS);
  }
}
