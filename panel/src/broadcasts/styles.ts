import CodeIcon from '@mui/icons-material/CodeOutlined';
import BlockIcon from '@mui/icons-material/DataObjectOutlined';
import BoldIcon from '@mui/icons-material/FormatBoldOutlined';
import ItalicIcon from '@mui/icons-material/FormatItalicOutlined';
import QuoteIcon from '@mui/icons-material/FormatQuoteOutlined';
import StrikeIcon from '@mui/icons-material/FormatStrikethroughOutlined';
import UnderlineIcon from '@mui/icons-material/FormatUnderlinedOutlined';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import SpoilerIcon from '@mui/icons-material/VisibilityOffOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { MarkSigns } from './toggle-mark';

export interface Style extends MarkSigns {
  readonly name: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'pre' | 'quote' | 'link';
  readonly icon: SvgIconComponent;
  readonly shortcut?: Shortcut;
}

/** Keys as in Telegram's own programs, told by where they are: on a Cyrillic keyboard they write other letters. */
interface Shortcut {
  readonly code: string;
  readonly letter: string;
  readonly shift: boolean;
}

/** What a link is given to be written over. */
export const ADDRESS = 'https://';

const key = (code: string, letter: string): Shortcut => ({ code, letter, shift: false });
const shifted = (code: string, letter: string): Shortcut => ({ code, letter, shift: true });

/** Telegram's ways to show words, in the order of the bar. */
export const styles: readonly Style[] = [
  { name: 'bold', icon: BoldIcon, before: '<b>', after: '</b>', shortcut: key('KeyB', 'B') },
  { name: 'italic', icon: ItalicIcon, before: '<i>', after: '</i>', shortcut: key('KeyI', 'I') },
  { name: 'underline', icon: UnderlineIcon, before: '<u>', after: '</u>', shortcut: key('KeyU', 'U') },
  { name: 'strike', icon: StrikeIcon, before: '<s>', after: '</s>', shortcut: shifted('KeyX', 'X') },
  {
    name: 'spoiler',
    icon: SpoilerIcon,
    before: '<tg-spoiler>',
    after: '</tg-spoiler>',
    shortcut: shifted('KeyP', 'P'),
  },
  { name: 'code', icon: CodeIcon, before: '<code>', after: '</code>', shortcut: shifted('KeyM', 'M') },
  { name: 'pre', icon: BlockIcon, before: '<pre>', after: '</pre>' },
  {
    name: 'quote',
    icon: QuoteIcon,
    before: '<blockquote>',
    after: '</blockquote>',
    shortcut: shifted('Period', '.'),
  },
  {
    name: 'link',
    icon: LinkIcon,
    before: `<a href="${ADDRESS}">`,
    after: '</a>',
    opens: /<a href="[^"<>]*">$/,
    shortcut: key('KeyK', 'K'),
  },
];

type Keys = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The style whose keys are pressed. */
export const styleOf = ({ code, ctrlKey, metaKey, shiftKey, altKey }: Keys): Style | undefined =>
  (ctrlKey || metaKey) && !altKey
    ? styles.find(({ shortcut }) => shortcut?.code === code && shortcut.shift === shiftKey)
    : undefined;

/** The keys as this machine's people call them. */
export function keysOf({ shift, letter }: Shortcut): string {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  return isApple ? `${shift ? '⇧' : ''}⌘${letter}` : ['Ctrl', shift && 'Shift', letter].filter(Boolean).join('+');
}
