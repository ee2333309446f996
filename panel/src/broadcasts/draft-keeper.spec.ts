import { ConnectionLost, Problem } from '../api/problem';
import { type DraftFields, DraftKeeper, type DraftRequests } from './draft-keeper';

const saying = (html: string): DraftFields => ({
  content: { kind: 'text', html },
  buttons: [],
  language: null,
  activeWithinDays: null,
  silent: false,
  protect: false,
});
const lost = () => new ConnectionLost(undefined);
const refusal = () => new Problem({ type: 'about:blank', title: 'no', status: 422, code: 'no', detail: 'no' });

describe('the keeper of a draft', () => {
  let create: jest.MockedFunction<DraftRequests['create']>;
  let change: jest.MockedFunction<DraftRequests['change']>;
  let keeper: DraftKeeper;

  beforeEach(() => {
    create = jest.fn<Promise<{ id: number }>, [DraftFields, string]>().mockResolvedValue({ id: 7 });
    change = jest.fn<Promise<unknown>, [number, DraftFields]>().mockResolvedValue(undefined);
    keeper = new DraftKeeper({ create, change });
  });

  it('makes a draft of the first words and changes it with the next', async () => {
    expect(await keeper.keep(saying('one'))).toBe(7);
    expect(await keeper.keep(saying('two'))).toBe(7);
    expect(create).toHaveBeenCalledTimes(1);
    expect(change).toHaveBeenCalledWith(7, saying('two'));
    expect(keeper.has(saying('two'))).toBe(true);
  });

  it('asks again with the same words and the same key when an answer was lost, and keeps what was written since', async () => {
    create.mockRejectedValueOnce(lost());
    await expect(keeper.keep(saying('one'))).rejects.toBeInstanceOf(ConnectionLost);
    expect(await keeper.keep(saying('two'))).toBe(7);
    expect(create.mock.calls[1]).toEqual(create.mock.calls[0]);
    expect(change).toHaveBeenCalledWith(7, saying('two'));
  });

  it('begins anew under another key when the words were refused', async () => {
    create.mockRejectedValueOnce(refusal());
    await expect(keeper.keep(saying('one'))).rejects.toBeInstanceOf(Problem);
    await keeper.keep(saying('two'));
    expect(create.mock.calls[1]?.[0]).toEqual(saying('two'));
    expect(create.mock.calls[1]?.[1]).not.toBe(create.mock.calls[0]?.[1]);
    expect(change).not.toHaveBeenCalled();
  });

  it('does not have what could not be changed', async () => {
    await keeper.keep(saying('one'));
    change.mockRejectedValueOnce(lost());
    await expect(keeper.keep(saying('two'))).rejects.toBeInstanceOf(ConnectionLost);
    expect(keeper.has(saying('two'))).toBe(false);
  });
});
