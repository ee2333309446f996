import CodeIcon from '@mui/icons-material/CodeOutlined';
import BoldIcon from '@mui/icons-material/FormatBoldOutlined';
import ItalicIcon from '@mui/icons-material/FormatItalicOutlined';
import QuoteIcon from '@mui/icons-material/FormatQuoteOutlined';
import StrikeIcon from '@mui/icons-material/FormatStrikethroughOutlined';
import UnderlineIcon from '@mui/icons-material/FormatUnderlinedOutlined';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import BlockIcon from '@mui/icons-material/DataObjectOutlined';
import SpoilerIcon from '@mui/icons-material/VisibilityOffOutlined';
import { IconButton, Stack, TextField } from '@mui/material';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';

interface Style {
  readonly name: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'pre' | 'quote' | 'link';
  readonly icon: typeof BoldIcon;
  readonly before: string;
  readonly after: string;
  /** With the Control or Command key. */
  readonly key?: string;
}

const ADDRESS = 'https://';
const STYLES: readonly Style[] = [
  { name: 'bold', icon: BoldIcon, before: '<b>', after: '</b>', key: 'b' },
  { name: 'italic', icon: ItalicIcon, before: '<i>', after: '</i>', key: 'i' },
  { name: 'underline', icon: UnderlineIcon, before: '<u>', after: '</u>', key: 'u' },
  { name: 'strike', icon: StrikeIcon, before: '<s>', after: '</s>' },
  { name: 'spoiler', icon: SpoilerIcon, before: '<tg-spoiler>', after: '</tg-spoiler>' },
  { name: 'code', icon: CodeIcon, before: '<code>', after: '</code>' },
  { name: 'pre', icon: BlockIcon, before: '<pre>', after: '</pre>' },
  { name: 'quote', icon: QuoteIcon, before: '<blockquote>', after: '</blockquote>' },
  { name: 'link', icon: LinkIcon, before: `<a href="${ADDRESS}">`, after: '</a>', key: 'k' },
];

/** A text in Telegram's HTML, with buttons that put the marks around what is selected. */
export const FormattedInput = ({ html, onChange }: { html: string; onChange: (html: string) => void }) => {
  const text = useText();
  const input = useRef<HTMLTextAreaElement>(null);
  const [selection, setSelection] = useState<{ from: number; to: number }>();
  useLayoutEffect(() => {
    if (!selection || !input.current) return;
    input.current.focus();
    input.current.setSelectionRange(selection.from, selection.to);
  }, [selection]);

  const apply = ({ name, before, after }: Style) => {
    const { selectionStart: from, selectionEnd: to } = input.current ?? { selectionStart: 0, selectionEnd: 0 };
    onChange(html.slice(0, from) + before + html.slice(from, to) + after + html.slice(to));
    // The words stay selected; of a link, its address is what comes next.
    const begin = name === 'link' ? from + before.indexOf(ADDRESS) : from + before.length;
    setSelection({ from: begin, to: name === 'link' ? begin + ADDRESS.length : to + before.length });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const style = (event.ctrlKey || event.metaKey) && STYLES.find(({ key }) => key === event.key.toLowerCase());
    if (!style) return;
    event.preventDefault();
    apply(style);
  };
  return (
    <div>
      <Stack
        direction="row"
        flexWrap="wrap"
        role="toolbar"
        aria-label={text('resources.broadcasts.format.toolbar')}
        sx={{ border: 1, borderBottom: 0, borderColor: 'divider', borderRadius: '10px 10px 0 0', px: 0.5 }}
      >
        {STYLES.map((style) => {
          const label = text(`resources.broadcasts.format.${style.name}`);
          return (
            <IconButton key={style.name} size="small" aria-label={label} title={label} onClick={() => apply(style)}>
              <style.icon fontSize="small" />
            </IconButton>
          );
        })}
      </Stack>
      <TextField
        multiline
        minRows={6}
        maxRows={18}
        fullWidth
        margin="none"
        value={html}
        placeholder={text('resources.broadcasts.format.placeholder')}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={onKeyDown}
        inputRef={input}
        slotProps={{
          htmlInput: { 'aria-label': text('resources.broadcasts.fields.text'), dir: 'auto', maxLength: 20_000 },
        }}
        sx={{ '& .MuiOutlinedInput-root': { borderTopLeftRadius: 0, borderTopRightRadius: 0 } }}
      />
    </div>
  );
};
