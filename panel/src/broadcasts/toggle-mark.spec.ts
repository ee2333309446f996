import { type MarkSigns, toggleMark } from './toggle-mark';

const BOLD: MarkSigns = { before: '<b>', after: '</b>' };
const LINK: MarkSigns = { before: '<a href="https://">', after: '</a>', opens: /<a href="[^"<>]*">$/ };

/** The text with what is selected between brackets, before and after. */
function toggled(marked: string, signs: MarkSigns): string {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  const text = marked.replace(/[[\]]/g, '');
  const { from: begin, to: end, insert, selected } = toggleMark(text, { from, to }, signs);
  const changed = text.slice(0, begin) + insert + text.slice(end);
  return `${changed.slice(0, selected.from)}[${changed.slice(selected.from, selected.to)}]${changed.slice(selected.to)}`;
}

describe('a style of words', () => {
  it.each([
    ['is put around them', 'Huts [are] open', 'Huts <b>[are]</b> open'],
    ['leaves out the spaces at their ends', 'Huts[ are ]open', 'Huts <b>[are]</b> open'],
    ['begins where nothing is selected', 'Huts [] open', 'Huts <b>[]</b> open'],
    ['is taken off from around them', 'Huts <b>[are]</b> open', 'Huts [are] open'],
    ['is taken off from their ends', 'Huts [<b>are</b>] open', 'Huts [are] open'],
    ['goes around another style', '<i>[Huts]</i>', '<i><b>[Huts]</b></i>'],
    ['stays where only one end of it is selected', '[<b>Huts]</b>', '<b>[<b>Huts]</b></b>'],
  ])('%s', (_what, before, after) => expect(toggled(before, BOLD)).toBe(after));

  it('is taken off wherever a link leads', () => {
    expect(toggled('see <a href="https://example.org/huts">[huts]</a>', LINK)).toBe('see [huts]');
    expect(toggled('see [<a href="https://example.org/huts">huts</a>]', LINK)).toBe('see [huts]');
  });
});
