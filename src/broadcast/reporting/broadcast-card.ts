import type { Words } from '../../i18n';
import type { InlineButton } from '../../telegram/telegram-gateway';
import type { Broadcast, BroadcastPace } from '../broadcast';

const BAR_BLOCKS = 20;
const OUTCOMES = ['sent', 'blocked', 'invalid', 'failed', 'unknown'] as const;

/** Everything a status message shows. */
export interface CardModel {
  readonly broadcast: Broadcast;
  /** What Telegram allows at this moment; only while it is under way. */
  readonly pace?: BroadcastPace;
  /** Recipients settled a second, as measured; `null` while too little is known. */
  readonly perSecond: number | null;
  readonly at: Date;
}

/** A message's HTML and buttons. */
export interface BroadcastCard {
  readonly html: string;
  readonly buttons: InlineButton[][];
}

/** One broadcast that has begun: the bar, counts by outcome, rate, time left, and what can be done with it now. */
export function broadcastCard(words: Words, model: CardModel): BroadcastCard {
  const { broadcast } = model;
  const { id, status } = broadcast;
  const parts = [
    words.t('broadcast.card.title', { id, status: words.plain(`broadcast.status.${status}`) }),
    progressText(words, model),
    countsText(words, broadcast),
    ...notes(words, model),
  ];
  return { html: parts.filter((part) => part !== '').join('\n\n'), buttons: controls(words, broadcast) };
}

/** `▓▓▓▓▓░░░░░…`, full only when everything is done. */
export const progressBar = (share: number): string => {
  const done = Math.min(BAR_BLOCKS, Math.max(0, Math.floor(share * BAR_BLOCKS)));
  return '▓'.repeat(done) + '░'.repeat(BAR_BLOCKS - done);
};

function progressText(words: Words, { broadcast, perSecond, at }: CardModel): string {
  const { total, open } = broadcast.counts;
  const settled = total - open;
  const share = total === 0 ? 0 : settled / total;
  const values = { bar: progressBar(share), settled: words.number(settled), total: words.number(total) };
  const progress = broadcast.audienceComplete
    ? words.t('broadcast.card.progress', { ...values, percent: Math.floor(share * 100) })
    : words.t('broadcast.card.growing', values);
  const facts = [progress];
  if (broadcast.status === 'running' && perSecond !== null && perSecond > 0) {
    facts.push(words.t('broadcast.card.rate', { rate: words.number(perSecond) }));
    if (open > 0) facts.push(words.t('broadcast.card.left', { left: words.duration((open / perSecond) * 1000) }));
  }
  if (broadcast.endedAt && broadcast.startedAt) {
    const duration = words.duration((broadcast.endedAt ?? at).getTime() - broadcast.startedAt.getTime());
    facts.push(words.t('broadcast.card.duration', { duration }));
  }
  return facts.join(' · ');
}

function countsText(words: Words, { counts, status }: Broadcast): string {
  const lines = OUTCOMES.filter((outcome) => outcome === 'sent' || counts[outcome] > 0).map((outcome) =>
    words.t(`broadcast.card.${outcome}`, { count: words.number(counts[outcome]) }),
  );
  if (status === 'cancelled') lines.push(words.t('broadcast.card.unreached', { count: words.number(counts.open) }));
  return lines.join('\n');
}

function notes(words: Words, { broadcast, pace }: CardModel): string[] {
  const { status, counts, pauseReason } = broadcast;
  const found: string[] = [];
  if (status === 'running' && pace?.waitingUntil) {
    found.push(words.t('broadcast.card.waiting', { time: words.clock(pace.waitingUntil) }));
  }
  if (status === 'paused' && pauseReason === 'failures') found.push(words.t('broadcast.card.pausedByFailures'));
  if (status === 'finished' && counts.unknown > 0) found.push(words.t('broadcast.card.unknownMeans'));
  return found;
}

function controls(words: Words, { id, status, counts }: Broadcast): InlineButton[][] {
  const button = (name: 'pause' | 'resume' | 'cancel' | 'retry' | 'resend' | 'ledger' | 'toList', data: string) => ({
    text: words.plain(`broadcast.button.${name}`),
    callbackData: data,
  });
  const isUnderWay = status === 'running' || status === 'paused';
  const rows = [
    [
      ...(status === 'running' ? [button('pause', `broadcast:pause:${id}`)] : []),
      ...(status === 'paused' ? [button('resume', `broadcast:resume:${id}`)] : []),
      ...(isUnderWay ? [button('cancel', `broadcast:cancel:${id}`)] : []),
    ],
    [
      ...(status === 'finished' && counts.failed > 0 ? [button('retry', `broadcast:retry:${id}`)] : []),
      ...(status === 'finished' && counts.unknown > 0 ? [button('resend', `broadcast:resend:${id}`)] : []),
    ],
    [
      ...(isUnderWay ? [{ text: words.plain('common.refresh'), callbackData: `broadcast:view:${id}` }] : []),
      button('ledger', `broadcast:ledger:${id}`),
    ],
    [button('toList', 'broadcasts:list:1')],
  ];
  return rows.filter((row) => row.length > 0);
}
