import { I18n, Words } from '../../i18n';
import { statusScreen } from './status.view';

it('tells an admin what a monitor is told, in words and without markup from outside', () => {
  const { html } = statusScreen(new Words(new I18n(), 'en'), {
    version: '1.2.3',
    node: 'v20.0.0',
    tier: 'embedded',
    roles: ['bot', 'api'],
    uptimeMs: 3_700_000,
    residentBytes: 100 << 20,
    parts: [
      { name: 'database', state: 'up', details: { latencyMs: 2, version: null } },
      { name: 'receiver', state: 'degraded', details: { lastError: '<b>', lagSeconds: 3 } },
      { name: 'queue', state: 'down' },
    ],
    at: new Date(2026, 10, 22, 12, 30),
  });
  expect(html).toContain('Tier: embedded · roles: bot, api');
  expect(html).toContain('Running for 1 h 1 min · memory 100 MB');
  expect(html).toContain('✅ <b>database</b>\nlatency ms: 2\n');
  expect(html).toContain('⚠️ <b>receiver</b>\nlast error: &lt;b&gt; · lag seconds: 3');
  expect(html).toContain('❌ <b>queue</b>');
});
