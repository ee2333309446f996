import { Injectable } from '@nestjs/common';
import type { BotContext } from '../bot-context';
import { allowedUpdates } from '../receiver/allowed-updates';
import { UpdateMetrics } from '../update.metrics';
import { BotMiddleware, type Next } from './bot-middleware';

/** Contents of a message that handlers of their own wait for; the rest counts as `other`. */
const contents = [
  'text',
  'photo',
  'video',
  'document',
  'audio',
  'voice',
  'video_note',
  'animation',
  'sticker',
] as const;

/** Times every update. Its labels come from the code, never from what people send, so that their number is bounded. */
@Injectable()
export class MeasureUpdateMiddleware extends BotMiddleware {
  constructor(private readonly metrics: UpdateMetrics) {
    super();
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    const startedAt = performance.now();
    try {
      await next();
    } finally {
      const kind = allowedUpdates.find((name) => name in ctx.update) ?? 'other';
      const handler = ctx.handledBy ?? contentOf(ctx);
      this.metrics.updateEnded({ kind, handler, outcome: ctx.outcome }, performance.now() - startedAt);
    }
  }
}

function contentOf({ message }: BotContext): string {
  if (!message) return 'other';
  return contents.find((name) => name in message) ?? 'other';
}
