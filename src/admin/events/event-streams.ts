import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import type { Topic } from './events.contract';
import { TopicSources } from './topic-sources';

const LOOK_EVERY_MS = 2_000;
/** Something is said at least this often, so that proxies keep the line and a dead one is noticed. */
const SIGN_OF_LIFE_MS = 15_000;
const MAX_LISTENERS = 100;
/** A listener that does not read is let go before its events fill the memory. */
const MAX_UNREAD_BYTES = 1 << 20;

export interface Listener {
  readonly response: Response;
  readonly topics: readonly Topic[];
  /** Asked at every sign of life; false ends the stream. */
  readonly isWelcome: () => Promise<boolean>;
}

/**
 * Sends changes to whoever listens. However many listen, every topic is looked at once in two seconds, and not at all
 * while nobody does.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly logger = new Logger(EventStreams.name);
  private readonly listeners = new Set<Listener>();
  private readonly shown = new Map<Topic, string>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private lastSignAt = 0;

  constructor(private readonly sources: TopicSources) {}

  get isFull(): boolean {
    return this.listeners.size >= MAX_LISTENERS;
  }

  /** Serves a listener until it goes away or isn't welcome any more. What is known already is sent at once. */
  add(listener: Listener): void {
    const { response, topics } = listener;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    response.write('retry: 3000\n\n');
    this.listeners.add(listener);
    response.once('close', () => this.drop(listener));
    for (const topic of topics) {
      const data = this.shown.get(topic);
      if (data !== undefined) send(response, topic, data);
    }
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const { response } of this.listeners) response.end();
  }

  private drop(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    // What was shown is old by the time somebody listens again.
    this.shown.clear();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const wanted = new Set([...this.listeners].flatMap(({ topics }) => topics));
      await Promise.all([...wanted].map((topic) => this.lookAt(topic)));
      if (performance.now() - this.lastSignAt >= SIGN_OF_LIFE_MS) await this.giveSign();
    } finally {
      this.looking = false;
    }
  }

  private async lookAt(topic: Topic): Promise<void> {
    try {
      const data = JSON.stringify(await this.sources.read(topic));
      if (this.shown.get(topic) === data) return;
      this.shown.set(topic, data);
      for (const { topics, response } of this.listeners) if (topics.includes(topic)) send(response, topic, data);
    } catch (error) {
      this.logger.debug({ msg: 'a topic could not be looked at', topic, err: error });
    }
  }

  private async giveSign(): Promise<void> {
    this.lastSignAt = performance.now();
    await Promise.all(
      [...this.listeners].map(async (listener) => {
        const { response, isWelcome } = listener;
        if (await isWelcome().catch(() => false)) return void response.write(': here\n\n');
        // A line that hangs takes long to close; nothing more is said on it, and its place is free.
        this.drop(listener);
        response.end();
      }),
    );
  }
}

function send(response: Response, topic: Topic, data: string): void {
  if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  else response.write(`event: ${topic}\ndata: ${data}\n\n`);
}
