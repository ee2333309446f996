import { IconButton, Stack, TextField } from '@mui/material';
import { type KeyboardEvent, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { ADDRESS, keysOf, type Style, styleOf, styles } from './styles';
import { toggleMark } from './toggle-mark';

/** A text in Telegram's HTML, with buttons and keys that put marks around what is selected and take them off again. */
export const FormattedInput = ({ html, onChange }: { html: string; onChange: (html: string) => void }) => {
  const text = useText();
  const input = useRef<HTMLTextAreaElement>(null);

  const apply = (style: Style) => {
    const area = input.current;
    if (!area) return;
    const edit = toggleMark(area.value, { from: area.selectionStart, to: area.selectionEnd }, style);
    replace(area, edit.from, edit.to, edit.insert);
    const address = edit.from + edit.insert.indexOf(ADDRESS);
    const isNewLink = style.name === 'link' && edit.insert.startsWith(style.before);
    // The words stay selected; of a new link, its address is what comes next.
    if (isNewLink) area.setSelectionRange(address, address + ADDRESS.length);
    else area.setSelectionRange(edit.selected.from, edit.selected.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const style = styleOf(event);
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
        {styles.map((style) => (
          <StyleButton key={style.name} style={style} onPress={() => apply(style)} />
        ))}
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

const StyleButton = ({ style: { name, icon: Icon, shortcut }, onPress }: { style: Style; onPress: () => void }) => {
  const text = useText();
  const label = text(`resources.broadcasts.format.${name}`);
  const keys = shortcut && keysOf(shortcut);
  return (
    <IconButton
      size="small"
      aria-label={label}
      aria-keyshortcuts={shortcut && `${shortcut.shift ? 'Control+Shift' : 'Control'}+${shortcut.letter}`}
      title={keys ? `${label} (${keys})` : label}
      onClick={onPress}
    >
      <Icon fontSize="small" />
    </IconButton>
  );
};

/** As if it were typed, so that one can undo it: nothing else that a page may do to a field can be undone. */
function replace(area: HTMLTextAreaElement, from: number, to: number, insert: string): void {
  area.focus();
  area.setSelectionRange(from, to);
  document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert);
}
