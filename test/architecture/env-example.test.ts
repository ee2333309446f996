import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { environmentSchema } from '../../src/config/app-config.schema';

const text = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');
/** Every `NAME=value` line, commented out or not. */
const shown = parse(text.replace(/^# (?=[A-Z][A-Z0-9_]*=)/gm, ''));
const token = `1:${'x'.repeat(35)}`;

describe('.env.example', () => {
  it('shows every setting, and none that does not exist', () => {
    expect(Object.keys(shown).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('shows the defaults as they are', () => {
    const asShown = environmentSchema.parse({ ...shown, BOT_TOKEN: token });
    // Two names of one setting have no default of their own; the value they share is applied when neither is set.
    const retries = { MAX_RETRIES: 3, RETRY_ATTEMPTS: 3 };
    expect(asShown).toEqual({ ...environmentSchema.parse({ BOT_TOKEN: token }), ...retries });
  });

  it('explains every setting in the lines above it', () => {
    const lines = text.split('\n');
    const unexplained = Object.keys(shown).filter((name) => {
      let line = lines.findIndex((candidate) => candidate.replace(/^# /, '').startsWith(`${name}=`));
      // Settings that belong together share one explanation.
      while (/^(# )?[A-Z][A-Z0-9_]*=/.test(lines[line] ?? '')) line--;
      return !(lines[line] ?? '').startsWith('# ');
    });
    expect(unexplained).toEqual([]);
  });
});
