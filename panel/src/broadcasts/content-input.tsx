import { Stack, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { FormattedInput } from './formatted-input';
import { readMessage, wordsOf } from './telegram-html';

type Content = Broadcast['content'];
type Copy = Extract<Content, { kind: 'copy' }>;

/** https://core.telegram.org/bots/api#sendmessage */
const LONGEST_TEXT = 4_096;
const MOST_MESSAGES = 10;

/** A text of one's own, or a copy of what is in a chat already. */
export const ContentInput = ({ content, onChange }: { content: Content; onChange: (content: Content) => void }) => {
  const text = useText();
  // What is not shown at the moment is kept for whoever changes their mind.
  const [other, setOther] = useState<Content>(
    content.kind === 'text' ? { kind: 'copy', chatId: 0, messageIds: [] } : { kind: 'text', html: '' },
  );
  const choose = (kind: Content['kind'] | null) => {
    if (kind === null || kind === content.kind) return;
    setOther(content);
    onChange(other);
  };
  return (
    <Stack gap={1.5}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={content.kind}
        onChange={(_event, kind: Content['kind'] | null) => choose(kind)}
        aria-label={text('resources.broadcasts.fields.content')}
      >
        <ToggleButton value="text">{text('resources.broadcasts.kinds.text')}</ToggleButton>
        <ToggleButton value="copy">{text('resources.broadcasts.kinds.copy')}</ToggleButton>
      </ToggleButtonGroup>
      {content.kind === 'text' ? (
        <>
          <FormattedInput html={content.html} onChange={(html) => onChange({ kind: 'text', html })} />
          <Length length={wordsOf(readMessage(content.html)).length} />
        </>
      ) : (
        <CopyInput content={content} onChange={onChange} />
      )}
    </Stack>
  );
};

const Length = ({ length }: { length: number }) => {
  const format = useFormat();
  return (
    <Typography
      variant="caption"
      color={length > LONGEST_TEXT ? 'error' : 'textSecondary'}
      sx={{ textAlign: 'right', mt: -1 }}
    >
      {format.number(length)} / {format.number(LONGEST_TEXT)}
    </Typography>
  );
};

const LINK = /^\s*https:\/\/t\.me\/c\/(\d{1,14})\/(?:\d+\/)?(\d{1,10})/;

/** Which messages: a link to one says both. */
const CopyInput = ({ content, onChange }: { content: Copy; onChange: (content: Copy) => void }) => {
  const text = useText();
  const [chat, setChat] = useState(content.chatId === 0 ? '' : String(content.chatId));
  const [ids, setIds] = useState(content.messageIds.join(', '));
  const take = (nextChat: string, nextIds: string) => {
    setChat(nextChat);
    setIds(nextIds);
    const chatId = /^\s*-?\d{1,15}\s*$/.test(nextChat) ? Number(nextChat) : 0;
    const messageIds = [...new Set((nextIds.match(/\d{1,10}/g) ?? []).map(Number))].filter((id) => id > 0);
    onChange({ kind: 'copy', chatId, messageIds: chatId === 0 ? [] : messageIds.slice(0, MOST_MESSAGES) });
  };
  const takeChat = (written: string) => {
    const link = LINK.exec(written);
    if (link?.[1] && link[2]) take(`-100${link[1]}`, link[2]);
    else take(written, ids);
  };
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} gap={1}>
      <TextField
        label={text('resources.broadcasts.copy.chat')}
        helperText={text('resources.broadcasts.copy.chatHelp')}
        value={chat}
        onChange={({ target }) => takeChat(target.value)}
        fullWidth
      />
      <TextField
        label={text('resources.broadcasts.copy.messages')}
        helperText={text('resources.broadcasts.copy.messagesHelp')}
        value={ids}
        onChange={({ target }) => take(chat, target.value)}
        fullWidth
      />
    </Stack>
  );
};
