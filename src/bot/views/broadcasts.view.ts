import {
  type Broadcast,
  type BroadcastPage,
  type BroadcastPreview,
  type BroadcastStatus,
  plainTextOf,
} from '../../broadcast';
import { type Words } from '../../i18n';
import type { InlineButton } from '../../telegram';
import { activityChoices, type BroadcastQuestion, broadcastLanguages, buttons } from '../callbacks';
import { pagerRow } from '../keyboards/pager';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';
import { inline } from './titles';

const SIGNS: Record<BroadcastStatus, string> = {
  draft: '✏️',
  scheduled: '🕐',
  running: '▶️',
  paused: '⏸',
  finished: '🏁',
  cancelled: '✖',
};
const LANGUAGE_NAMES = { uz: 'Oʻzbekcha', ru: 'Русский', en: 'English' } as const;
const EXCERPT = 200;

/** One page of broadcasts; a tap on one opens it. */
export function broadcastsScreen(words: Words, broadcasts: BroadcastPage): Screen {
  return {
    html:
      broadcasts.total === 0
        ? words.t('broadcast.list.empty')
        : words.t('broadcast.list.text', { count: broadcasts.total }),
    buttons: [
      ...broadcasts.items.map((broadcast) => [
        {
          text: words.plain('broadcast.list.line', {
            sign: SIGNS[broadcast.status],
            id: broadcast.id,
            sent: words.number(broadcast.counts.sent),
            total: words.number(broadcast.counts.total),
            title: titleOf(words, broadcast, 24),
          }),
          callbackData: buttons.showBroadcast.pack({ broadcastId: broadcast.id }),
        },
      ]),
      pagerRow(broadcasts, (page) => buttons.broadcasts.pack({ page })),
      [{ text: words.plain('broadcast.button.new'), callbackData: buttons.newBroadcast.pack() }],
      [homeButton(words)],
    ],
  };
}

/** What has not begun: whom it would reach, how long it would take, what is wrong with it, and what can be changed. */
export function draftScreen(words: Words, preview: BroadcastPreview, options: { isShown?: boolean } = {}): Screen {
  const { broadcast, problems } = preview;
  const { id, status } = broadcast;
  const title = words.t('broadcast.draft.text', { id, status: words.plain(`broadcast.status.${status}`) });
  const parts = [
    title,
    options.isShown ? words.t('broadcast.draft.above') : contentText(words, broadcast),
    optionsText(words, preview),
    problems.map((problem) => `⚠️ ${words.failure(problem, 'errors.telegramUnwell')}`).join('\n'),
  ];
  return { html: parts.filter((part) => part !== '').join('\n\n'), buttons: draftButtons(words, preview) };
}

function contentText(words: Words, { content }: Broadcast): string {
  if (content.kind === 'text') {
    return words.t('broadcast.draft.excerpt', { text: inline(content.html, EXCERPT) });
  }
  const pieces = content.messageIds.length;
  return pieces > 1 ? words.t('broadcast.draft.album', { count: pieces }) : words.t('broadcast.draft.copy');
}

function optionsText(words: Words, { broadcast, recipients, expectedSeconds }: BroadcastPreview): string {
  const { language, activeWithinDays, silent, protect, startAt } = broadcast;
  const buttonCount = broadcast.buttons.flat().length;
  return [
    words.t('broadcast.draft.recipients', { count: recipients, duration: words.duration(expectedSeconds * 1000) }),
    words.t('broadcast.draft.language', {
      language: language ? LANGUAGE_NAMES[language] : words.plain('broadcast.draft.everyLanguage'),
    }),
    activeWithinDays === null
      ? words.t('broadcast.draft.everybody')
      : words.t('broadcast.draft.activity', { count: activeWithinDays }),
    buttonCount > 0 && words.t('broadcast.draft.buttons', { count: buttonCount }),
    silent && words.t('broadcast.draft.silent'),
    protect && words.t('broadcast.draft.protect'),
    startAt && words.t('broadcast.card.startsAt', { time: words.dateTime(startAt) }),
  ]
    .filter(Boolean)
    .join('\n');
}

function draftButtons(words: Words, { broadcast, recipients, problems }: BroadcastPreview): InlineButton[][] {
  const broadcastId = broadcast.id;
  const label = (name: Parameters<typeof words.plain>[0], data: string): InlineButton => ({
    text: words.plain(name),
    callbackData: data,
  });
  const flag = (name: 'silent' | 'protect'): InlineButton =>
    label(
      `broadcast.button.${name}${broadcast[name] ? 'Off' : 'On'}`,
      buttons.setBroadcastFlag.pack({ flag: name, value: broadcast[name] ? 'off' : 'on', broadcastId }),
    );
  const isScheduled = broadcast.status === 'scheduled';
  const start = {
    text: words.plain('broadcast.button.start', { recipients: words.number(recipients) }),
    callbackData: buttons.startBroadcast.pack({ broadcastId }),
  };
  const hasButtons = broadcast.buttons.length > 0;
  return [
    [
      label(
        'broadcast.button.language',
        buttons.setBroadcastLanguage.pack({ language: nextLanguage(broadcast), broadcastId }),
      ),
      label(
        'broadcast.button.activity',
        buttons.setBroadcastActivity.pack({ days: nextActivity(broadcast), broadcastId }),
      ),
    ],
    [flag('silent'), flag('protect')],
    [
      hasButtons
        ? label('broadcast.button.clearButtons', buttons.clearBroadcastButtons.pack({ broadcastId }))
        : label('broadcast.button.buttons', buttons.askBroadcast.pack({ question: 'buttons', broadcastId })),
      label('broadcast.button.test', buttons.testBroadcast.pack({ broadcastId })),
    ],
    problems.length > 0 ? [] : [start],
    problems.length > 0
      ? []
      : [
          label('broadcast.button.schedule', buttons.askBroadcast.pack({ question: 'start', broadcastId })),
          ...(isScheduled
            ? [label('broadcast.button.unschedule', buttons.unscheduleBroadcast.pack({ broadcastId }))]
            : []),
        ],
    [
      label('broadcast.button.discard', buttons.cancelBroadcastForSure.pack({ broadcastId })),
      label('broadcast.button.toList', buttons.broadcasts.pack({ page: 1 })),
    ],
  ];
}

/** Asks whether it is really meant: neither can be taken back. */
export function confirmScreen(words: Words, { id, counts }: Broadcast, what: 'cancel' | 'resend'): Screen {
  const yes =
    what === 'cancel'
      ? { text: words.plain('broadcast.button.cancelForSure'), button: buttons.cancelBroadcastForSure }
      : { text: words.plain('broadcast.button.resendForSure'), button: buttons.resendUnknownForSure };
  const values = { id, open: words.number(counts.open), unknown: words.number(counts.unknown) };
  return {
    html: words.t(`broadcast.confirm.${what}`, values),
    buttons: [
      [{ text: yes.text, callbackData: yes.button.pack({ broadcastId: id }) }],
      [{ text: words.plain('common.back'), callbackData: buttons.showBroadcast.pack({ broadcastId: id }) }],
    ],
  };
}

/** A question that is answered with a message. */
export function askBroadcastScreen(words: Words, question: 'message' | BroadcastQuestion, now: Date): Screen {
  return {
    html: words.t(`broadcast.ask.${question}`, question === 'start' ? { now: words.dateTime(now) } : {}),
    buttons: [[{ text: words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() }]],
  };
}

/** A text's beginning without its markup; what it is otherwise. */
function titleOf(words: Words, { content }: Broadcast, length: number): string {
  if (content.kind === 'text') return inline(plainTextOf(content.html), length);
  return words.plain('broadcast.draft.copy');
}

const nextLanguage = ({ language }: Broadcast) =>
  broadcastLanguages[(broadcastLanguages.indexOf(language ?? 'all') + 1) % broadcastLanguages.length] ?? 'all';

function nextActivity({ activeWithinDays }: Broadcast) {
  const at = activityChoices.indexOf(String(activeWithinDays ?? 0) as (typeof activityChoices)[number]);
  return activityChoices[(at + 1) % activityChoices.length] ?? '0';
}
