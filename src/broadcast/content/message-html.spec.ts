import { BroadcastMarkupInvalid, BroadcastTextEmpty, BroadcastTextTooLong } from '../broadcast.errors';
import { checkMessageHtml, plainTextOf } from './message-html';

const faultOf = (html: string): string => {
  try {
    checkMessageHtml(html);
    return 'none';
  } catch (error) {
    if (error instanceof BroadcastMarkupInvalid) return `${error.fault}: ${error.near}`;
    throw error;
  }
};

describe('the check of a message', () => {
  it.each([
    'plain',
    '<b>bold <i>both</i></b> &lt;3 &amp; &#128512;',
    '<a href="https://example.org/?a=1&amp;b=2">link</a>',
    "<a href='tg://user?id=1'>person</a>",
    '<span class="tg-spoiler">hidden</span><tg-spoiler>too</tg-spoiler>',
    '<pre><code class="language-ts">x</code></pre>',
    '<blockquote expandable>long</blockquote>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    'Tom & Jerry, 5 > 3',
  ])('lets %s pass', (html) => expect(faultOf(html)).toBe('none'));

  it.each([
    ['<b>bold', 'unclosed: <b>'],
    ['bold</b> text', 'unopened: </b> text'],
    ['<b><i>crossed</b></i>', 'unopened: </b></i>'],
    ['<h1>title</h1>', 'unknownTag: <h1>title</h1>'],
    ['<span class="big">x</span>', 'unknownTag: <span class="big">x</spa'],
    ['<a>link</a>', 'badLink: <a>link</a>'],
    ['<b never ends', 'badTag: <b never ends'],
    ['5 < 6', 'bareSign: < 6'],
  ])('refuses %s', (html, fault) => expect(faultOf(html)).toBe(fault));

  it.each(['', ' \n ', '<b> </b>'])('refuses a text that shows nothing: %j', (html) => {
    expect(() => checkMessageHtml(html)).toThrow(BroadcastTextEmpty);
  });

  it('counts what people read, not the markup', () => {
    expect(() => checkMessageHtml(`<b>${'x'.repeat(4095)}&amp;</b>`)).not.toThrow();
    expect(() => checkMessageHtml('x'.repeat(4097))).toThrow(BroadcastTextTooLong);
  });
});

describe('what people read of a message', () => {
  it.each([
    ['<b>Tom</b> &amp; Jerry', 'Tom & Jerry'],
    ['1 &lt; 2, &quot;so&quot;', '1 < 2, "so"'],
    ['&amp;lt; stays what was written', '&lt; stays what was written'],
    ['&#128512;&#x1F600;', '😀😀'],
    ['&nbsp; &#9999999; are no entities here', '&nbsp; &#9999999; are no entities here'],
  ])('of %s is %s', (html, text) => expect(plainTextOf(html)).toBe(text));
});
