import type { SvgIconComponent } from '@mui/icons-material';
import BroadcastIcon from '@mui/icons-material/CampaignOutlined';
import UpdateIcon from '@mui/icons-material/ChatBubbleOutlineOutlined';
import FileIcon from '@mui/icons-material/FolderOutlined';
import AdminIcon from '@mui/icons-material/GavelOutlined';
import OtherIcon from '@mui/icons-material/HistoryOutlined';
import VoiceIcon from '@mui/icons-material/MicOutlined';
import OrderIcon from '@mui/icons-material/ReceiptLongOutlined';
import { Box, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { AnswerOf } from '../api/api';
import { Moment } from '../pieces/moment';
import { StateChip, type Tone } from '../pieces/state-chip';
import { ThingLink } from '../pieces/thing-link';
import { useActionText } from '../pieces/use-action-text';
import { useName } from '../pieces/use-name';
import { textOfFailure } from '../pieces/text-of-failure';

type Event = AnswerOf<'get', '/users/{userId}/timeline'>['items'][number];

interface Look {
  readonly icon: SvgIconComponent;
  /** Where the thing is that it was about, and the detail that tells which. */
  readonly section?: string;
  readonly idIn?: string;
  /** The addresses of the words for what its details say. */
  readonly words?: Readonly<Record<string, (value: string) => string>>;
}

const LOOKS: Readonly<Record<string, Look>> = {
  update: { icon: UpdateIcon },
  'file.delivery': {
    icon: FileIcon,
    section: 'files',
    idIn: 'fileId',
    words: { failure: (value) => `resources.users.timeline.failures.${value}` },
  },
  'order.created': { icon: OrderIcon, section: 'orders', idIn: 'orderId' },
  'order.notice': { icon: OrderIcon, section: 'orders', idIn: 'orderId' },
  'broadcast.message': {
    icon: BroadcastIcon,
    section: 'broadcasts',
    idIn: 'broadcastId',
    words: { reason: (value) => `resources.broadcasts.reasons.${value}` },
  },
  'voice.request': {
    icon: VoiceIcon,
    words: { kind: (value) => `resources.transcription.kinds.${value}`, failure: textOfFailure },
  },
  'admin.change': { icon: AdminIcon },
};

/** The details that tell how it went, as several words at times. */
const STATES = ['outcome', 'status', 'state'];
/** Shown in words elsewhere in the line. */
const TOLD = new Set([...STATES, 'title', 'action', 'updateId', 'fileId', 'orderId', 'broadcastId', 'requestId']);

const GOOD = new Set(['handled', 'sent', 'complete', 'finished', 'recovered']);
const BAD = new Set(['failed', 'abandoned', 'blocked', 'invalid', 'unknown']);

/** One thing that happened: what, to which of our things, and how it went. */
export const TimelineEvent = ({ event: { at, kind, details } }: { event: Event }) => {
  const translate = useTranslate();
  const nameOf = useName();
  const actionText = useActionText();
  const { icon: Icon, section, idIn = '', words = {} } = LOOKS[kind] ?? { icon: OtherIcon };
  const id = details[idIn];
  const told = (name: string, value: string) => {
    const address = words[name]?.(value);
    return address === undefined ? value : translate(address, { _: value });
  };
  const states = STATES.flatMap((name) => (typeof details[name] === 'string' ? details[name].split(' ') : []));
  const more = Object.entries(details).filter(
    ([name, value]) => value !== null && !TOLD.has(name) && !isUsual(name, value),
  );
  return (
    <Stack component="li" direction="row" gap={1.5} py={1} sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <Icon fontSize="small" color="action" sx={{ mt: 0.25 }} />
      <Box flex={1} minWidth={0}>
        <Stack direction="row" gap={1} alignItems="center" flexWrap="wrap">
          <Typography variant="body2" fontWeight={600}>
            {nameOf('resources.users.timeline.kinds', kind)}
          </Typography>
          {section !== undefined && typeof id === 'number' && (
            <Typography variant="body2" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
              <ThingLink section={section} id={id}>
                {typeof details.title === 'string' ? details.title : `#${id}`}
              </ThingLink>
            </Typography>
          )}
          {typeof details.action === 'string' && <Typography variant="body2">{actionText(details.action)}</Typography>}
          {states.map((state) => (
            <StateChip key={state} label={nameOf('resources.users.timeline.states', state)} tone={toneOf(state)} />
          ))}
        </Stack>
        {more.length > 0 && (
          <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            <bdi>
              {more
                .map(([name, value]) => {
                  const label = nameOf('resources.users.timeline.details', name);
                  return `${label}: ${typeof value === 'number' ? Math.round(value * 10) / 10 : told(name, String(value))}`;
                })
                .join(' · ')}
            </bdi>
          </Typography>
        )}
      </Box>
      <Typography variant="caption" color="textSecondary">
        <Moment at={at} />
      </Typography>
    </Stack>
  );
};

/** That something was done at the first attempt is not worth a word. */
const isUsual = (name: string, value: unknown): boolean => name === 'attempts' && value === 1;

function toneOf(state: string): Tone {
  if (GOOD.has(state)) return 'good';
  return BAD.has(state) ? 'bad' : 'quiet';
}
