import { StatementNames } from './statement-names';

describe('names of statements', () => {
  it('are the same for the same text, different for another, and new ones after a change of the schema', () => {
    const names = new StatementNames();
    const first = names.of('SELECT $1');
    expect([names.of('SELECT $1'), names.of('SELECT $1::int') === first]).toEqual([first, false]);
    names.renew();
    expect(names.of('SELECT $1')).not.toBe(first);
  });

  it('are not given without end', () => {
    const names = new StatementNames();
    const given = Array.from({ length: 1_000 }, (_, index) => names.of(`SELECT $1 + ${index}`));
    expect(new Set(given).size).toBe(401);
    expect(given.at(-1)).toBeUndefined();
    expect(names.of('SELECT $1 + 0')).toBe(given[0]);
  });
});
