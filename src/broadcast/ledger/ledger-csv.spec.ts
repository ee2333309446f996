import { csvHead, csvLine } from './ledger-csv';

const entry = {
  userId: 42,
  firstName: 'Ann',
  username: null,
  status: 'sent',
  reason: null,
  detail: null,
  messageId: 7,
  attempts: 1,
  settledAt: new Date(0),
} as const;

describe('a ledger as CSV', () => {
  it('has a head and a line for each recipient', () => {
    expect(csvHead).toBe('\uFEFFuser_id,first_name,username,status,reason,telegram_says,message_id,attempts,time\r\n');
    expect(csvLine(entry)).toBe('42,Ann,,sent,,,7,1,1970-01-01T00:00:00.000Z\r\n');
  });

  it('survives what people call themselves', () => {
    expect(csvLine({ ...entry, firstName: 'A "B", C\n' })).toContain('"A ""B"", C\n"');
    expect(csvLine({ ...entry, firstName: '=1+1' })).toContain(",'=1+1,");
    expect(csvLine({ ...entry, settledAt: null })).toMatch(/,1,\r\n$/);
  });
});
