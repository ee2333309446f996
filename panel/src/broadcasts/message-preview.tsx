import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import LockIcon from '@mui/icons-material/LockOutlined';
import SilentIcon from '@mui/icons-material/NotificationsOffOutlined';
import { Box, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { MessageText } from './message-text';
import { safeAddress } from './telegram-html';

type Message = Pick<Broadcast, 'content' | 'buttons' | 'silent' | 'protect'>;

interface Props {
  readonly message: Message;
  /** When it is or was sent; this moment while that is open. */
  readonly sentAt?: string | null;
}

/** The message as it will look in a chat. */
export const MessagePreview = ({ message: { content, buttons, silent, protect }, sentAt }: Props) => {
  const text = useText();
  const format = useFormat();
  const [now] = useState(() => new Date().toISOString());
  const at = sentAt ?? now;
  return (
    <Box
      role="group"
      aria-label={text('resources.broadcasts.message.preview')}
      sx={{ p: 2, borderRadius: 2, bgcolor: ({ palette }) => (palette.mode === 'dark' ? '#0e1a17' : '#d9e8df') }}
    >
      <Stack gap={0.5} maxWidth={420}>
        <Box
          sx={{
            bgcolor: 'background.paper',
            borderRadius: '12px 12px 12px 4px',
            px: 1.5,
            py: 1,
            fontSize: '0.9rem',
            minHeight: 38,
          }}
        >
          {content.kind === 'text' ? <MessageText html={content.html} /> : <Copied content={content} />}
          <Stack
            direction="row"
            gap={0.5}
            alignItems="center"
            justifyContent="flex-end"
            sx={{ color: 'text.secondary', height: 16 }}
          >
            {silent && <SilentIcon titleAccess={text('resources.broadcasts.fields.silent')} sx={{ fontSize: 14 }} />}
            {protect && <LockIcon titleAccess={text('resources.broadcasts.fields.protect')} sx={{ fontSize: 14 }} />}
            <Typography component="time" variant="caption" dateTime={at}>
              {format.time(at)}
            </Typography>
          </Stack>
        </Box>
        {buttons.map((row, index) => (
          <Stack key={index} direction="row" gap={0.5}>
            {row.map((button, place) => (
              <Button key={place} {...button} />
            ))}
          </Stack>
        ))}
      </Stack>
    </Box>
  );
};

const Copied = ({ content }: { content: Extract<Broadcast['content'], { kind: 'copy' }> }) => {
  const text = useText();
  return (
    <Stack direction="row" gap={1} alignItems="center">
      <CopyIcon fontSize="small" color="action" />
      <Typography variant="body2" color="textSecondary">
        {text('resources.broadcasts.message.copyOf', {
          smart_count: content.messageIds.length,
          ids: content.messageIds.join(', '),
          chat: content.chatId,
        })}
      </Typography>
    </Stack>
  );
};

const Button = ({ text: label, url }: Broadcast['buttons'][number][number]) => {
  const href = safeAddress(url);
  return (
    <Box
      {...(href ? { component: 'a', href, target: '_blank', rel: 'noopener noreferrer' } : { component: 'span' })}
      title={url}
      sx={{
        flex: 1,
        minWidth: 0,
        py: 0.75,
        px: 1,
        borderRadius: 1.5,
        bgcolor: 'background.paper',
        color: 'primary.main',
        textAlign: 'center',
        textDecoration: 'none',
        fontSize: '0.85rem',
        fontWeight: 600,
        overflowWrap: 'anywhere',
      }}
    >
      <bdi>{label}</bdi>
    </Box>
  );
};
