import { I18n, Words } from '../../i18n';
import { type StatusModel, statusScreen } from './status.view';

const words = new Words(new I18n(), 'en');
const model: StatusModel = {
  version: '1.2.3',
  node: 'v22.0.0',
  tier: 'postgresql+redis',
  roles: ['bot', 'api', 'worker', 'scheduler'],
  uptimeMs: 86_400_000,
  residentBytes: 200 << 20,
  parts: [],
  at: new Date(0),
};
const show = (parts: StatusModel['parts']) => statusScreen(words, { ...model, parts }).html;
/** What Telegram counts: the text that is left when marks and entities are resolved. */
const visible = (html: string) => html.replace(/<[^>]+>/g, '').replace(/&\w+;/g, '_');

describe('the status in the chat', () => {
  it('leaves out what is nought, empty or unknown', () => {
    const details = { waiting: 0, failed: 2, lastError: null, reason: '' };
    expect(show([{ name: 'queues', state: 'up', details }])).toContain('<b>queues</b>\nfailed: 2\n');
  });

  it.each([1, 8, 20])('fits into a message however much %s parts have to say', (count) => {
    const details = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`breaker.<part>&${i}.state`, 'closed']));
    const parts = Array.from({ length: count }, (_, i) => ({ name: `part-${i}`, state: 'degraded' as const, details }));
    const html = show(parts);
    expect(visible(html).length).toBeLessThanOrEqual(4_096);
    expect(html.match(/closed · …/g)).toHaveLength(count);
  });

  it('cuts a fact that has no end', () => {
    const html = show([{ name: 'redis', state: 'down', details: { reason: 'x'.repeat(5_000) } }]);
    expect(visible(html).length).toBeLessThan(1_000);
    expect(html).toContain('x · …');
  });
});
