import { traitsOf } from './error-fingerprint';

const at = (line: number, message = 'boom'): Error => {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at inner (/app/node_modules/pg/lib/client.js:1:1)\n    at Orders.take (/app/dist/orders/take.js:${line}:7)\n    at main (/app/dist/main.js:1:1)`;
  return error;
};

describe('what is known of a failure', () => {
  it('is the same for the same class at the same line and place, whatever its words', () => {
    expect(traitsOf(at(5, 'for Ann'), 'update')).toEqual(traitsOf(at(5, 'for Bob'), 'update'));
    const others = [
      traitsOf(at(6), 'update'),
      traitsOf(at(5), 'job'),
      traitsOf(Object.assign(at(5), { code: 'X' }), 'update'),
    ];
    for (const other of others) expect(other.fingerprint).not.toBe(traitsOf(at(5), 'update').fingerprint);
  });

  it('names the first line of our own, and nothing of the message', () => {
    const traits = traitsOf(at(5, 'My diary'), 'update');
    expect(traits).toMatchObject({ name: 'Error', code: null, location: 'orders/take.js:5' });
    expect(JSON.stringify(traits)).not.toContain('diary');
  });

  it('takes anything that is thrown', () => {
    for (const thrown of [undefined, null, 'a text', 7, { code: 'my words are here' }, new Error('')]) {
      expect(traitsOf(thrown, 'update')).toMatchObject({ code: null });
    }
  });
});
