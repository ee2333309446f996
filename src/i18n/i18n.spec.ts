import { I18n } from './i18n';

describe('I18n', () => {
  const i18n = new I18n();

  it('speaks each language', () => {
    expect(i18n.t('en', 'common.back')).toBe('◀ Back');
    expect(i18n.t('ru', 'common.back')).toBe('◀ Назад');
    expect(i18n.t('uz', 'common.back')).toBe('◀ Orqaga');
  });

  it('makes what people typed harmless in HTML', () => {
    const text = i18n.t('en', 'library.search.empty', { query: '<a href="x">&' });
    expect(text).toContain('<b>&lt;a href=&quot;x&quot;&gt;&amp;</b>');
  });

  it('leaves what people typed as it is where Telegram reads no HTML', () => {
    expect(i18n.plain('en', 'users.gate.join', { title: 'Tom & <Jerry>' })).toBe('➕ Tom & <Jerry>');
  });

  it('does not take a value for a template', () => {
    const text = i18n.t('en', 'library.search.empty', { query: '{{count}} $t(common.back) {{- html}}' });
    expect(text).toContain('{{count}} $t(common.back) {{- html}}');
  });

  it.each([
    [1, '1 файл.'],
    [3, '3 файла.'],
    [5, '5 файлов.'],
    [21, '21 файл.'],
    [112, '112 файлов.'],
  ])('chooses the Russian plural for %d', (count, ending) => {
    expect(i18n.t('ru', 'library.upload.moreWaiting', { count })).toContain(ending);
  });

  it('knows which keys name a text, with or without plural forms', () => {
    expect(i18n.has('errors.unexpected')).toBe(true);
    expect(i18n.has('users.gate.text')).toBe(true);
    expect(i18n.has('users.gate')).toBe(false);
    expect(i18n.has('errors.nothing')).toBe(false);
  });
});
