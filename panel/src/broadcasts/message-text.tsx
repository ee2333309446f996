import { Box, Link, useTheme } from '@mui/material';
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text';
import { type MessageElement, type MessageNode, readMessage } from './telegram-html';

/** A text in Telegram's HTML as it is shown in a chat. */
export const MessageText = ({ html }: { html: string }) => {
  const nodes = useMemo(() => readMessage(html), [html]);
  return (
    <Box component="bdi" sx={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      <Pieces nodes={nodes} />
    </Box>
  );
};

const Pieces = ({ nodes }: { nodes: readonly MessageNode[] }) =>
  nodes.map((node, index) => (typeof node === 'string' ? node : <Piece key={index} element={node} />));

const Piece = ({ element }: { element: MessageElement }) => {
  const { palette } = useTheme();
  const inside = <Pieces nodes={element.children} />;
  switch (element.mark) {
    case 'bold':
      return <b>{inside}</b>;
    case 'italic':
      return <i>{inside}</i>;
    case 'underline':
      return <u>{inside}</u>;
    case 'strike':
      return <s>{inside}</s>;
    case 'code':
      return <code>{inside}</code>;
    case 'pre':
      return <pre style={{ margin: '4px 0', whiteSpace: 'pre-wrap' }}>{inside}</pre>;
    case 'quote':
      return (
        <blockquote style={{ margin: '4px 0', paddingLeft: 8, borderLeft: `3px solid ${palette.primary.main}` }}>
          {inside}
        </blockquote>
      );
    case 'spoiler':
      return <Spoiler>{inside}</Spoiler>;
    case 'link':
      return element.href === undefined ? (
        <u>{inside}</u>
      ) : (
        <Link href={element.href} target="_blank" rel="noopener noreferrer">
          {inside}
        </Link>
      );
    case 'emoji':
      return inside;
  }
};

/** Covered until it is pressed. */
const Spoiler = ({ children }: { children: ReactNode }) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return children;
  return (
    <Box
      component="span"
      role="button"
      tabIndex={0}
      aria-label={text('resources.broadcasts.message.spoiler')}
      onClick={() => setOpen(true)}
      onKeyDown={({ key }) => key === 'Enter' && setOpen(true)}
      sx={{ bgcolor: 'text.secondary', borderRadius: 0.5, cursor: 'pointer' }}
    >
      <span style={{ visibility: 'hidden' }}>{children}</span>
    </Box>
  );
};
