import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CircuitBreakers } from '../resilience';
import { BotApiClient } from './bot-api-client';
import { OutboundChain } from './outbound/outbound-chain';

const LOOK_EVERY_MS = 2_000;
/** Of a file that no server has: a refusal is an answer, and shows that files can be asked for. */
const NO_FILE = 'probe/none';
const PROBE_STALL_MS = 10_000;

/**
 * Finds out that Telegram is back while nobody has anything to say: an open breaker only learns by a call, so without this it
 * would call a quiet night an outage. The breaker itself decides which of these calls are made.
 */
@Injectable()
export class BreakerProbe implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private isProbing = false;

  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly chain: OutboundChain,
    private readonly client: BotApiClient,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.probe(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.stopping.abort(new Error('stopping'));
  }

  private async probe(): Promise<void> {
    const open = this.breakers.list().filter(({ state }) => state === 'open');
    if (this.isProbing || open.length === 0) return;
    this.isProbing = true;
    const isOpen = (breaker: string): boolean => open.some(({ name }) => name === breaker);
    const { signal } = this.stopping;
    await Promise.allSettled([
      ...(isOpen('telegram-api') ? [this.chain.call('getMe', {}, { lane: 'progress', signal })] : []),
      ...(isOpen('telegram-files') ? [this.chain.guardDownload(() => this.askForNoFile(signal))] : []),
    ]);
    this.isProbing = false;
  }

  private async askForNoFile(signal: AbortSignal): Promise<void> {
    const download = await this.client.download(NO_FILE, {
      offsetBytes: 0,
      stallMs: PROBE_STALL_MS,
      describe: (error) => error,
      signal,
    });
    download.stream.destroy();
  }
}
